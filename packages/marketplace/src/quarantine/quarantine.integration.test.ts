import { newId } from "@tollgate/db/ids";
import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { verifyReceipt } from "@tollgate/receipts/verify-receipt.mjs";
import { expect, test } from "vitest";
import { loadReceiptDocument } from "../calls/load-receipt-document.ts";
import { openReceiptSigner } from "../calls/receipt-signer.ts";
import type { Context } from "../context.ts";
import { finishCall } from "../inference/finish-call.ts";
import { parseKeyRing } from "../key-ring.ts";
import { auditLedger } from "../operations/audit-ledger.ts";
import { sweepExpiredHolds } from "../settlement/sweep-expired-holds.ts";
import { accountBalance, expectBooksToBalance } from "../testing/books.ts";
import { TEST_ENCRYPTION_KEYS, TEST_RECEIPT_KEYS } from "../testing/fixture.ts";
import {
  admitted,
  credit,
  fixture,
  gate,
  posted,
  request,
  served,
  settleAll,
  useMoneyPath,
} from "../testing/money-path.ts";
import { loadProven } from "../testing/two-factors.ts";
import { correctPrice } from "./correct-price.ts";
import { exportQuarantine } from "./export-quarantine.ts";
import { getQuarantined } from "./get-quarantined.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { replayQuarantine } from "./replay-quarantine.ts";
import { resolveQuarantined } from "./resolve-quarantined.ts";
import { settleQuarantined } from "./settle-quarantined.ts";
import { watchQuarantine } from "./watch-quarantine.ts";

useMoneyPath();

const mails: string[] = [];
const FULL = 10_000_000_000n;
const PRICE = 6_562_500n;

function operator(): Context {
  return {
    db: fixture.db,
    redis: fixture.redis,
    now: () => new Date(),
    keyRing: parseKeyRing(TEST_ENCRYPTION_KEYS),
    mailer: { send: async ({ to, subject }) => void mails.push(`${to} ${subject}`) },
    receipts: openReceiptSigner({ db: fixture.db, now: () => new Date(), ring: TEST_RECEIPT_KEYS }),
    ...{ payments: null, payouts: null, seller: [], egressAllow: [] },
    urls: { console: "https://console.test", api: "" },
    actor: { kind: "system" },
  };
}

/** A person who operates: a difference is booked by somebody, never by the platform itself. */
async function newOperator(): Promise<Context> {
  const [id, email] = [newId("user"), "operator@example.com"];
  await fixture.db.prisma.user.create({ data: { id, email, name: "Operator", platformRole: "operator" } });
  return { ...operator(), actor: await loadProven(operator(), id) };
}

/** A call whose usage has searches, which the price version forgot. */
async function unpricedCall(): Promise<string> {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission, { input: 1_000, search: 2 }));
  await settleAll();
  return admission.callId;
}

/** A call whose event says another cost than its pinned versions. */
async function mismatchedCall(): Promise<string> {
  const admission = await admitted(request());
  await finishCall(gate, admission, served(admission));
  const stream = redisKeys.usage(shardOf(fixture.customer.workspaceId));
  const [[id, fields] = ["", []]] = await fixture.redis.xrange(stream, "-", "+");
  const forged = (fields[1] ?? "").replace('"cost":"6250000"', '"cost":"6250001"');
  const { workspaceId } = fixture.customer;
  const hash = redisKeys.credit(shardOf(workspaceId), workspaceId);
  const wrong = fixture.redis.multi().xdel(stream, id).xadd(stream, "*", "event", forged);
  await wrong.hincrby(hash, "unsettled", 1).hincrby(hash, "avail", -1).exec();
  await settleAll();
  return admission.callId;
}

/** A call that was swept before its proxy told of its end. */
async function lateCall(): Promise<string> {
  const admission = await admitted(request({ keyId: fixture.app.keyId }));
  await fixture.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), 1, admission.callId);
  await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date() });
  await settleAll();
  await finishCall(gate, admission, served(admission));
  await settleAll();
  return admission.callId;
}

const clean = async () => {
  await expectBooksToBalance(fixture.db);
  expect((await auditLedger(operator(), { full: true })).findings).toEqual([]);
};
const signedReceipt = async (callId: string) => {
  const document = await loadReceiptDocument(fixture, { workspaceId: fixture.customer.workspaceId, callId });
  const { receipts } = operator();
  if (!document || !receipts) throw new Error("no receipt");
  const signed = await receipts.sign(document);
  expect(await verifyReceipt(signed, { keys: await receipts.keys() })).toMatchObject({ ok: true });
  return signed.receipt;
};

test("a forgotten price is supplied for exactly that version, and the call settles at it once", async () => {
  const id = await unpricedCall();
  const view = await getQuarantined(operator(), { id });
  expect(view).toMatchObject({
    reason: "unpriced_unit",
    actions: ["settle", "void"],
    unpriced: [{ bucket: "search", units: 2 }],
    now: { legs: null },
    workspaceName: "customer",
  });
  const settle = { id, action: "settle", reason: "The provider's list has it." } as const;
  await expect(resolveQuarantined(operator(), settle)).rejects.toMatchObject({ code: "precondition_failed" });

  const priceVersionId = view.price?.id ?? "";
  const correction = { priceVersionId, bucket: "search", usdPerMillion: "5000", reason: "The list forgot searches." };
  await correctPrice(operator(), correction);
  await expect(correctPrice(operator(), correction)).rejects.toMatchObject({ code: "conflict" });
  await expect(correctPrice(operator(), { ...correction, bucket: "input" })).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await getQuarantined(operator(), { id })).now.legs).toMatchObject({ costNano: 12_500_000n });

  expect(await resolveQuarantined(operator(), settle)).toEqual({ resolution: "settled" });
  await expect(resolveQuarantined(operator(), settle)).rejects.toMatchObject({ code: "conflict" });
  expect(await posted()).toBe(FULL - 13_125_000n);
  expect(await credit()).toMatchObject({ availableNano: FULL - 13_125_000n, unsettledNano: 0n });
  expect((await signedReceipt(id)).price?.corrections).toEqual([
    { bucket: "search", price_nano: "5000000000000", reason: "The list forgot searches." },
  ]);
  await clean();
});

test("later calls at a corrected version are priced alike by proxy and worker", async () => {
  const id = await unpricedCall();
  const priceVersionId = (await getQuarantined(operator(), { id })).price?.id ?? "";
  await correctPrice(operator(), { priceVersionId, bucket: "search", usdPerMillion: "5000", reason: "Forgotten." });
  await expect
    .poll(() => gate.snapshot().models.get(fixture.modelId)?.endpoints[0]?.price.prices.search)
    .toBe(5_000_000_000_000n);
  const next = await admitted(request());
  await finishCall(gate, next, served(next, { input: 1_000, search: 2 }));
  expect(await settleAll()).toBe(1);
  expect(await posted()).toBe(FULL - 13_125_000n);
});

test.each([
  ["settle", "settled", PRICE],
  ["void", "voided", 0n],
] as const)(
  "a charge that proxy and worker disagree about stays reserved until it is decided: %s",
  async (action, resolution, charged) => {
    const id = await mismatchedCall();
    expect(await credit()).toMatchObject({ availableNano: FULL - PRICE - 1n, unsettledNano: PRICE + 1n });
    const view = await getQuarantined(operator(), { id });
    expect(view).toMatchObject({ told: { costNano: 6_250_001n }, now: { legs: { costNano: 6_250_000n } } });
    expect(await resolveQuarantined(operator(), { id, action, reason: "Checked." })).toEqual({ resolution });
    expect(await credit()).toMatchObject({ availableNano: FULL - charged, unsettledNano: 0n });
    expect(await posted()).toBe(FULL - charged);
    expect((await signedReceipt(id)).outcome).toBe(action === "void" ? "void" : "completed");
    await clean();
  },
);

test("an end that came after the sweep is kept as it was, or its difference booked once and shown on the receipt", async () => {
  const [kept, booked] = [await lateCall(), await lateCall()];
  expect(await getQuarantined(operator(), { id: kept })).toMatchObject({
    actions: ["keep", "book_difference"],
    recorded: { outcome: "void", costNano: 0n },
  });
  await resolveQuarantined(operator(), { id: kept, action: "keep", reason: "The customer was told it is free." });
  expect(await posted()).toBe(FULL);
  const decision = { id: booked, action: "book_difference", reason: "The provider billed it." } as const;
  const person = await newOperator();
  const twice = await Promise.allSettled([resolveQuarantined(person, decision), resolveQuarantined(person, decision)]);
  expect(twice.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await posted()).toBe(FULL - 7_812_500n);
  expect(await credit()).toMatchObject({ availableNano: FULL - 7_812_500n });
  const { db, builder, providers } = fixture;
  expect(await accountBalance(db, builder.workspaceId, "builder_payable")).toBe(1_250_000n);
  expect(await accountBalance(db, providers[0]?.workspaceId ?? "", "provider_payable")).toBe(6_250_000n);
  expect((await signedReceipt(booked)).later).toMatchObject([{ kind: "adjustment", credited_nano: "-7812500" }]);
  expect((await signedReceipt(kept)).later).toEqual([]);
  await clean();
});

test("whoever decides at the same time, the call is recorded once, as one of them decided", async () => {
  const id = await mismatchedCall();
  const decide = (action: "settle" | "void") => resolveQuarantined(operator(), { id, action, reason: "At once." });
  const outcomes = await Promise.allSettled([decide("settle"), decide("void"), decide("settle"), decide("void")]);
  expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  const { rows } = await fixture.db.pool.query(
    "SELECT c.outcome, q.resolution, c.charge_nano AS charge FROM call c JOIN quarantined_call q ON q.id = c.id",
  );
  expect([
    [{ outcome: "void", resolution: "voided", charge: 0n }],
    [{ outcome: "completed", resolution: "settled", charge: PRICE }],
  ]).toContainEqual(rows);
  expect((await credit()).availableNano).toBe(await posted());
  await clean();
});

test("a decision that was cut off after the money moved can be made again, and no other", async () => {
  const id = await mismatchedCall();
  const row = await fixture.db.prisma.quarantinedCall.findUniqueOrThrow({ where: { id } });
  await settleQuarantined(operator(), row.event, "settle");
  const voiding = resolveQuarantined(operator(), { id, action: "void", reason: "Too late." });
  await expect(voiding).rejects.toMatchObject({ code: "conflict" });
  await resolveQuarantined(operator(), { id, action: "settle", reason: "Again." });
  expect(await posted()).toBe(FULL - PRICE);
  await clean();
});

test("all events of a reason are replayed; those whose cause is still there stay and are told of", async () => {
  const ids = [await unpricedCall(), await unpricedCall()];
  const other = await admitted(request());
  await finishCall(gate, other, served(other, { image: 1 }));
  await settleAll();
  const priceVersionId = (await getQuarantined(operator(), { id: ids[0] ?? "" })).price?.id ?? "";
  await correctPrice(operator(), { priceVersionId, bucket: "search", usdPerMillion: "5000", reason: "Forgotten." });
  const replay = () => replayQuarantine(operator(), { why: "unpriced_unit", reason: "Prices supplied." });
  expect(await replay()).toMatchObject({ settled: 2, failed: 1, next: null, open: 1 });
  expect(await replay()).toMatchObject({
    settled: 0,
    failed: 1,
    firstFailure: expect.stringContaining("image"),
    open: 1,
  });
  expect(await posted()).toBe(FULL - 2n * 13_125_000n);
  const again = replayQuarantine(operator(), { why: "already_ended", reason: "All of them." });
  await expect(again).rejects.toMatchObject({ code: "invalid_input" });
});

test("what cannot be read is put away with a reason, kept for good and never decided twice", async () => {
  await fixture.redis.xadd(redisKeys.usage(3), "*", "event", "not json");
  await settleAll();
  const { lines, open } = await listQuarantine(operator(), { reason: "malformed" });
  expect(open).toBe(1);
  const id = lines[0]?.id ?? "";
  expect(await getQuarantined(operator(), { id })).toMatchObject({ actions: ["discard"], told: null });
  await resolveQuarantined(operator(), { id, action: "discard", reason: "A test program wrote it." });
  expect(await listQuarantine(operator(), {})).toMatchObject({ open: 0, lines: [] });
  expect(await listQuarantine(operator(), { resolved: true })).toMatchObject({
    lines: [{ id, resolution: "discarded" }],
  });
  const { quarantinedCall } = fixture.db.prisma;
  await expect(quarantinedCall.delete({ where: { id } })).rejects.toThrow();
  await expect(quarantinedCall.update({ where: { id }, data: { resolution: "kept" } })).rejects.toThrow();
  let csv = "";
  for await (const piece of await exportQuarantine(operator(), { resolved: true })) csv += piece;
  expect(csv).toContain(",malformed,");
  expect(csv).toContain("A test program wrote it.");
});

test("operators are told once of what went to quarantine, and credit that Redis still keeps is freed later", async () => {
  const user = { id: "usr_op", email: "op@example.com", name: "Op" };
  await fixture.db.prisma.user.create({ data: { ...user, platformRole: "operator" } });
  mails.length = 0;
  const id = await mismatchedCall();
  expect(await watchQuarantine(operator())).toEqual({ open: 1, told: 1, released: 0 });
  expect(await watchQuarantine(operator())).toEqual({ open: 1, told: 0, released: 0 });
  expect(mails).toEqual(["op@example.com Quarantine: 1 call could not be settled"]);
  const deaf = {
    ...operator(),
    redis: Object.create(fixture.redis, {
      evalsha: {
        value: async () => {
          throw new Error("away");
        },
      },
    }),
  };
  await resolveQuarantined(deaf, { id, action: "void", reason: "Redis is away." });
  expect((await credit()).unsettledNano).toBe(PRICE + 1n);
  expect(await watchQuarantine(operator())).toEqual({ open: 0, told: 0, released: 1 });
  expect(await credit()).toMatchObject({ availableNano: FULL, unsettledNano: 0n });
});

test("only operators look and decide", async () => {
  const id = "019ac000-0000-7000-8000-000000000001";
  const nobody: Context = { ...operator(), actor: { kind: "anonymous" } };
  for (const attempt of [
    listQuarantine(nobody, {}),
    getQuarantined(nobody, { id }),
    resolveQuarantined(nobody, { id, action: "void", reason: "Mine." }),
    replayQuarantine(nobody, { why: "rejected", reason: "Mine." }),
    correctPrice(nobody, { priceVersionId: "prc", bucket: "search", usdPerMillion: "1", reason: "Mine." }),
    exportQuarantine(nobody, {}),
  ])
    await expect(attempt).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(getQuarantined(operator(), { id })).rejects.toMatchObject({ code: "not_found" });
});
