import { readEpoch } from "@tollgate/db/redis/epoch";
import { expect, test } from "vitest";
import { updateApiKey } from "../access/update-api-key.ts";
import { setGrantCap } from "../apps/set-grant-cap.ts";
import type { Context } from "../context.ts";
import { parseKeyRing } from "../key-ring.ts";
import { TEST_ENCRYPTION_KEYS } from "../testing/fixture.ts";
import { admitted, fixture, gate, request, served, settleAll, useMoneyPath } from "../testing/money-path.ts";
import { admitCall } from "./admit-call.ts";
import { capsOf, warmCall } from "./caps.ts";
import { extendHold } from "./extend-hold.ts";
import { finishCall } from "./finish-call.ts";

useMoneyPath();

function system(more: Partial<Context> = {}): Context {
  return {
    db: fixture.db,
    redis: fixture.redis,
    now: () => new Date(),
    keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS),
    mailer: { send: async () => undefined },
    receipts: null,
    payments: null,
    payouts: null,
    urls: { console: "", api: "" },
    seller: [],
    egressAllow: [],
    actor: { kind: "system" },
    ...more,
  };
}

const keyNow = (keyId: string) => [...gate.snapshot().keys.values()].find((key) => key.id === keyId);

/** One call of 6.5625 mUSD, or 7.8125 through the app. @returns how it was answered. */
async function call(keyId: string): Promise<string> {
  const result = await admitCall(gate, request({ keyId }));
  if (result.kind !== "admitted") return result.kind;
  await finishCall(gate, result.admission, served(result.admission));
  await settleAll();
  return result.kind;
}

type Limits = { readonly limitUsd: string | null; readonly limitReset: "never" | "daily" | "monthly" };

async function limit(limits: Limits): Promise<void> {
  const { workspaceId, keyId } = fixture.customer;
  const key = await updateApiKey(system(), { workspaceId, keyId, ...limits });
  await expect.poll(() => keyNow(keyId)).toMatchObject({ limitNano: key.limitNano, limitReset: limits.limitReset });
}

test("a key's limit that was taken away and set again counts what was spent in between", async () => {
  const { keyId } = fixture.customer;
  await limit({ limitUsd: "0.02", limitReset: "monthly" });
  expect(await call(keyId)).toBe("admitted");
  await limit({ limitUsd: null, limitReset: "monthly" });
  for (let i = 0; i < 3; i++) expect(await call(keyId)).toBe("admitted");
  await limit({ limitUsd: "0.02", limitReset: "monthly" });
  expect(await call(keyId)).toBe("cap_exceeded");
});

test("a key's limit that starts over at other times counts what was spent since their beginning", async () => {
  const { keyId } = fixture.customer;
  await limit({ limitUsd: "0.02", limitReset: "never" });
  expect(await call(keyId)).toBe("admitted");
  await limit({ limitUsd: "1", limitReset: "daily" });
  for (let i = 0; i < 3; i++) expect(await call(keyId)).toBe("admitted");
  await limit({ limitUsd: "0.02", limitReset: "never" });
  expect(await call(keyId)).toBe("cap_exceeded");
});

test("an app's monthly cap that was taken away and set again counts what was spent in between", async () => {
  const { grantId, keyId } = fixture.app;
  const cap = async (monthlyCapUsd: string | null) => {
    await setGrantCap(system(), { workspaceId: fixture.customer.workspaceId, grantId, monthlyCapUsd });
    await expect.poll(() => keyNow(keyId)?.grant?.monthlyCapNano === null).toBe(monthlyCapUsd === null);
  };
  await cap("0.025");
  expect(await call(keyId)).toBe("admitted");
  await cap(null);
  for (let i = 0; i < 3; i++) expect(await call(keyId)).toBe("admitted");
  await cap("0.025");
  expect(await call(keyId)).toBe("cap_exceeded");
});

/** A call of 10 mUSD that has not ended. */
const open = async () => await admitted(request({ keyId: fixture.customer.keyId }));
const counted = async () => {
  const cap = capsOf(request({ keyId: fixture.customer.keyId }).key, Date.now())[0];
  return BigInt((await gate.redis.get(`${cap?.counterKey}@${(await readEpoch(gate.redis))?.id}`)) ?? "-1");
};

test("a limit set while calls are open counts what they hold, and then what they were charged", async () => {
  const calls = [await open(), await open()];
  const held = calls.reduce((sum, one) => sum + one.holdNano, 0n);
  await limit({ limitUsd: "0.05", limitReset: "monthly" });
  const later = await open();
  expect(await counted()).toBe(held + later.holdNano);
  for (const one of [...calls, later]) await finishCall(gate, one, served(one));
  expect(await counted()).toBe(3n * 6_562_500n);
});

test("a limit counts what has ended and is not settled yet, once, also when it is settled while the limit is loaded", async () => {
  for (let i = 0; i < 3; i++) {
    const admission = await open();
    await finishCall(gate, admission, served(admission));
  }
  await limit({ limitUsd: "1", limitReset: "daily" });
  const [first] = await Promise.all([open(), settleAll()]);
  expect(await counted()).toBe(3n * 6_562_500n + first.holdNano);
  await settleAll();
  expect(await counted()).toBe(3n * 6_562_500n + first.holdNano);
});

test("a call that ends and is settled between the readings of a limit is not left out", async () => {
  const running = await open();
  await limit({ limitUsd: "1", limitReset: "monthly" });
  const { key } = request({ keyId: fixture.customer.keyId });
  const caps = capsOf(key, Date.now());
  let isOpen = true;
  const query = async (...asked: unknown[]) => {
    const result: unknown = await Reflect.apply(gate.db.pool.query, gate.db.pool, asked);
    if (isOpen && JSON.stringify(asked).includes("sum(charge_nano)")) {
      isOpen = false;
      await finishCall(gate, running, served(running));
      await settleAll();
    }
    return result;
  };
  const pool = Object.create(gate.db.pool, { query: { value: query } });
  await warmCall({ ...gate, db: { ...gate.db, pool } }, key, { caps, lotId: null });
  expect(isOpen).toBe(false);
  expect(await counted()).toBe(6_562_500n);
});

test("a limit taken away and set again while a call is open counts that call once", async () => {
  await limit({ limitUsd: "1", limitReset: "monthly" });
  const running = await open();
  await limit({ limitUsd: null, limitReset: "monthly" });
  await limit({ limitUsd: "1", limitReset: "monthly" });
  const later = await open();
  expect(await counted()).toBe(running.holdNano + later.holdNano);
  for (const one of [running, later]) await finishCall(gate, one, served(one));
  expect(await counted()).toBe(2n * 6_562_500n);
});

test("a hold that is raised counts on a limit that was set after its call began", async () => {
  const running = await open();
  await limit({ limitUsd: "1", limitReset: "monthly" });
  const later = await open();
  const before = await counted();
  const endpointId = running.candidates[0]?.id ?? "";
  const raised = await extendHold(gate, running, { endpointId, outputTokens: 2_000, maxSurchargeNano: null });
  if (raised.kind !== "extended") throw new Error(raised.kind);
  expect(raised.admission.holdNano).toBeGreaterThan(running.holdNano);
  expect(await counted()).toBe(before + raised.admission.holdNano - running.holdNano);
  await finishCall(gate, later, served(later));
});

test("a limit is not set while its counter cannot be renewed", async () => {
  const { workspaceId, keyId } = fixture.customer;
  const redis = Object.create(fixture.redis, { evalsha: { value: () => Promise.reject(new Error("away")) } });
  const update = updateApiKey(system({ redis }), { workspaceId, keyId, limitUsd: "1" });
  await expect(update).rejects.toMatchObject({ code: "unavailable", retryable: true });
  const row = await fixture.db.prisma.apiKey.findUniqueOrThrow({ where: { id: keyId } });
  expect(row.limitNano).toBeNull();
});
