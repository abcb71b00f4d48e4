import { readEpoch } from "@tollgate/db/redis/epoch";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { countTokens } from "@tollgate/pricing/usage-units";
import { describe, expect, test } from "vitest";
import { sweepExpiredHolds } from "../settlement/sweep-expired-holds.ts";
import { credit, fixture, gate, request, served, settleAll, useMoneyPath } from "../testing/money-path.ts";
import { everyRedisValue, limitScope } from "../testing/set-limits.ts";
import type { Admission, AdmitCallInput, CapScope, RateScope } from "./admission.ts";
import { admitCall } from "./admit-call.ts";
import { finishCall } from "./finish-call.ts";
import { priceOutcome } from "./price-outcome.ts";

useMoneyPath();

const DAY_MS = 86_400_000;
/** Counters live until a day after their window by Redis' own clock, so windows of a test are those of its day. */
const TODAY_MS = new Date().setUTCHours(0, 0, 0, 0);

/** Holds 9 mUSD and something through the app. */
const small = (more: Partial<AdmitCallInput> = {}) =>
  request({ keyId: fixture.app.keyId, inputTokensBound: 3_000, maxOutputTokens: 16, ...more });

async function admit(input: AdmitCallInput): Promise<Admission> {
  const result = await admitCall(gate, input);
  if (result.kind !== "admitted") throw new Error(`not admitted: ${JSON.stringify(result.kind)}`);
  return result.admission;
}

async function end(admission: Admission): Promise<void> {
  await finishCall(gate, admission, served(admission));
}

const counterOf = async (admission: Admission, scope: CapScope) => {
  const cap = admission.caps.find((one) => one.scope === scope);
  return BigInt((await readCounter(cap?.counterKey)) ?? "-1");
};

/** A counter of the epoch that is now. */
const readCounter = async (key = "") => await gate.redis.get(`${key}@${(await readEpoch(gate.redis))?.id}`);

const SCOPES: readonly CapScope[] = ["key", "grant", "member", "workspace"];

describe.each(SCOPES)("the budget of a %s", (scope) => {
  test("is reserved before dispatch; the refusal names it, what is missing and when it starts over", async () => {
    await limitScope(scope, { limitNano: 20_000_000n, reset: "daily" });
    const nowMs = TODAY_MS + DAY_MS / 2;
    const results = await Promise.all([1, 2, 3].map(() => admitCall(gate, small({ nowMs }))));
    expect(results.map((result) => result.kind).sort()).toEqual(["admitted", "admitted", "cap_exceeded"]);
    const refusal = results.find((result) => result.kind === "cap_exceeded");
    expect(refusal).toMatchObject({ scope, limitNano: 20_000_000n, resetsAtMs: TODAY_MS + DAY_MS });
    expect(refusal?.kind === "cap_exceeded" && refusal.missingNano > 0n).toBe(true);
  });

  test("counts after the end what was charged, and starts over at the window's end to the millisecond", async () => {
    await limitScope(scope, { limitNano: 12_000_000n, reset: "daily" });
    const lastMs = TODAY_MS + DAY_MS - 1;
    const first = await admit(small({ nowMs: lastMs }));
    await end(first);
    expect(await counterOf(first, scope)).toBe(priceOutcome(first, served(first)).chargeNano);
    expect((await admitCall(gate, small({ nowMs: lastMs }))).kind).toBe("cap_exceeded");
    const next = await admit(small({ nowMs: lastMs + 1 }));
    expect(await counterOf(next, scope)).toBe(next.holdNano);
  });

  test("that is set in the middle of a window counts what was spent in it before", async () => {
    const before = await admit(small());
    await end(before);
    await settleAll();
    await limitScope(scope, { limitNano: 12_000_000n, reset: "monthly" });
    expect(await admitCall(gate, small())).toMatchObject({ kind: "cap_exceeded", scope });
  });

  test("gets back what a call nobody ended had reserved", async () => {
    await limitScope(scope, { limitNano: 20_000_000n, reset: "never" });
    const lost = await admit(small());
    await gate.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), 1, lost.callId);
    await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() });
    expect(await counterOf(lost, scope)).toBe(0n);
  });
});

const RATES: readonly RateScope[] = ["key", "grant", "workspace"];

describe.each(RATES)("the limits of a %s", (scope) => {
  test("requests per minute: the refusal says which and when the minute is over", async () => {
    await limitScope(scope, { requestsPerMinute: 2 });
    const nowMs = Date.UTC(2026, 10, 24, 12, 0, 48);
    const first = await admit(small({ nowMs }));
    expect(first.rates).toEqual([{ kind: "requests_per_minute", limit: 2, remaining: 1, resetSeconds: 12 }]);
    await end(first);
    await end(await admit(small({ nowMs })));
    const refusal = { kind: "rate_limited", scope, limited: "requests_per_minute", limit: 2, retryAfterSeconds: 12 };
    expect(await admitCall(gate, small({ nowMs }))).toEqual(refusal);
    expect((await admitCall(gate, small({ nowMs: nowMs + 12_000 }))).kind).toBe("admitted");
  });

  test("tokens per minute are reserved at the worst case and put right at the end", async () => {
    await limitScope(scope, { tokensPerMinute: 5_000 });
    const nowMs = Date.UTC(2026, 10, 24, 12);
    const first = await admit(small({ nowMs }));
    expect(await admitCall(gate, small({ nowMs }))).toMatchObject({
      scope,
      limited: "tokens_per_minute",
      limit: 5_000,
    });
    await end(first);
    const [tokenKey] = first.counted.tokenKeys;
    expect(await readCounter(tokenKey)).toBe(String(countTokens(served(first).units)));
    expect((await admitCall(gate, small({ nowMs }))).kind).toBe("admitted");
  });

  test("calls at a time: an end makes room, and so does a sweep", async () => {
    await limitScope(scope, { maxConcurrency: 1 });
    const first = await admit(small());
    expect(await admitCall(gate, small())).toMatchObject({
      scope,
      limited: "concurrency",
      limit: 1,
      retryAfterSeconds: 1,
    });
    await end(first);
    const lost = await admit(small());
    await gate.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), 1, lost.callId);
    await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() });
    expect((await admitCall(gate, small())).kind).toBe("admitted");
  });
});

test("an output ceiling that nobody asked for shrinks into a limit of tokens; an input that never fits is refused", async () => {
  await limitScope("workspace", { tokensPerMinute: 5_000 });
  const shrunk = await admit(small({ maxOutputTokens: null }));
  expect(shrunk).toMatchObject({ clamped: true, maxOutputTokens: 2_000 });
  const huge = await admitCall(gate, small({ inputTokensBound: 5_000 }));
  expect(huge).toMatchObject({ kind: "rate_limited", scope: "workspace", limited: "tokens_per_minute", limit: 5_000 });
});

test("a refusal by any limit changes nothing in Redis", async () => {
  await limitScope("key", {
    limitNano: 1_000_000_000n,
    reset: "never",
    requestsPerMinute: 100,
    tokensPerMinute: 9_000,
  });
  await limitScope("member", { limitNano: 40_000_000n, reset: "weekly" });
  await limitScope("workspace", { limitNano: 30_000_000n, reset: "monthly", maxConcurrency: 2 });
  const nowMs = Date.now();
  await admit(small({ nowMs }));
  const before = await everyRedisValue();
  const refusals = [
    await admitCall(gate, small({ nowMs, inputTokensBound: 8_000 })),
    await admitCall(gate, small({ nowMs, inputTokensBound: 8_900 })),
  ];
  await limitScope("key", { tokensPerMinute: 1_000_000 });
  refusals.push(await admitCall(gate, small({ nowMs, inputTokensBound: 9_000 })));
  expect(refusals.map((one) => one.kind)).toEqual(["rate_limited", "rate_limited", "cap_exceeded"]);
  expect(await everyRedisValue()).toEqual(before);
});

test("admitting a call twice counts it once on every limit, and so does ending it twice", async () => {
  for (const scope of SCOPES) await limitScope(scope, { limitNano: 1_000_000_000n, reset: "monthly" });
  await limitScope("grant", { requestsPerMinute: 10, tokensPerMinute: 100_000, maxConcurrency: 10 });
  const input = small();
  const admission = await admit(input);
  const once = await everyRedisValue();
  await admit(input);
  expect(await everyRedisValue()).toEqual(once);
  await end(admission);
  const ended = await everyRedisValue();
  const shard = shardOf(fixture.customer.workspaceId);
  // The second event waits to be recognised by its call id.
  const unsettled = { [redisKeys.usage(shard)]: "", [redisKeys.backlog(shard)]: "" };
  await end(admission);
  expect({ ...(await everyRedisValue()), ...unsettled }).toEqual({ ...ended, ...unsettled });
});

test("200 calls at once never reserve more than any budget, and after all end every counter is what was spent", async () => {
  const limits = { key: 400_000_000n, grant: 390_000_000n, member: 370_000_000n, workspace: 380_000_000n };
  for (const scope of SCOPES) await limitScope(scope, { limitNano: limits[scope], reset: "monthly" });
  const nowMs = Date.now();
  const results = await Promise.all(Array.from({ length: 200 }, () => admitCall(gate, small({ nowMs }))));
  const open = results.flatMap((result) => (result.kind === "admitted" ? [result.admission] : []));
  const held = open.reduce((sum, one) => sum + one.holdNano, 0n);
  expect(held <= limits.member).toBe(true);
  expect(open.length > 30 && open.length < 200).toBe(true);
  expect(new Set(results.flatMap((one) => (one.kind === "cap_exceeded" ? [one.scope] : [])))).toEqual(
    new Set(["member"]),
  );
  const [first] = open;
  if (!first) throw new Error("nothing was admitted");
  for (const scope of SCOPES) expect(await counterOf(first, scope)).toBe(held);
  await Promise.all(open.map(end));
  await settleAll();
  const { rows } = await fixture.db.pool.query("SELECT sum(charge_nano)::bigint AS spent FROM call");
  for (const scope of SCOPES) expect(await counterOf(first, scope)).toBe(rows[0]?.spent);
  expect(await credit()).toMatchObject({ heldNano: 0n, unsettledNano: 0n });
});
