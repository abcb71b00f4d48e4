import { verifyReceipt } from "@tollgate/receipts/verify-receipt.mjs";
import { expect, test } from "vitest";
import { finishCall } from "../inference/finish-call.ts";
import { admitted, fixture, gate, request, served, settleAll, useMoneyPath } from "../testing/money-path.ts";
import { loadReceiptDocument } from "./load-receipt-document.ts";
import { openReceiptSigner } from "./receipt-signer.ts";

useMoneyPath();

const ring = (...ids: number[]) => ids.map((id) => `k${id}:${Buffer.alloc(32, id).toString("base64")}`).join(",");
const signerAt = (keys: string, at: string) =>
  openReceiptSigner({ db: fixture.db, now: () => new Date(at), ring: keys });

/** Settles a call through the app, so that every leg is there. @returns what is to be signed of it. */
async function settledCall() {
  const admission = await admitted(request({ keyId: fixture.app.keyId }));
  await finishCall(gate, admission, served(admission));
  await settleAll();
  const { workspaceId } = fixture.customer;
  const receipt = await loadReceiptDocument(fixture, { workspaceId, callId: admission.callId });
  if (!receipt) throw new Error("the call has no receipt");
  return receipt;
}

test("what the ledger settled is signed, verified offline and computed anew to the nano", async () => {
  const receipt = await settledCall();
  expect(receipt.legs).toEqual({
    cost_nano: "6250000",
    platform_fee_nano: "312500",
    surcharge_nano: "1250000",
    charge_nano: "7812500",
  });
  expect(receipt).toMatchObject({ app: { id: fixture.app.id }, margin: { basis_points: 2000 }, later: [] });
  const signer = signerAt(ring(1), "2026-11-25T10:00:00Z");
  const signed = await signer.sign(receipt);
  expect(await verifyReceipt(signed, { keys: await signer.keys() })).toMatchObject({ ok: true });
});

test("another workspace has no receipt of the call", async () => {
  const { id } = await settledCall();
  const { rows } = await fixture.db.pool.query<{ id: string }>("SELECT id::text FROM call");
  expect(id).toBe(`gen-${rows[0]?.id.replaceAll("-", "")}`);
  const call = { workspaceId: fixture.builder.workspaceId, callId: rows[0]?.id ?? "" };
  expect(await loadReceiptDocument(fixture, call)).toBeNull();
});

test("rotating the key keeps every receipt verifiable, also after the old seed is gone", async () => {
  const receipt = await settledCall();
  const before = await signerAt(ring(1), "2026-11-01T00:00:00Z").sign(receipt);
  // Published before it signs, then moved to the front, then alone in the ring.
  expect((await signerAt(ring(1, 2), "2026-11-10T00:00:00Z").keys()).map((key) => key.until)).toEqual([null, null]);
  const rotated = signerAt(ring(2, 1), "2026-11-20T00:00:00Z");
  const after = await rotated.sign(receipt);
  const late = await signerAt(ring(1, 2), "2026-11-01T00:00:00Z").sign(receipt);
  await rotated.keys();
  const alone = signerAt(ring(2), "2026-11-25T00:00:00Z");
  await alone.keys();
  const keys = await signerAt(ring(2), "2026-11-26T00:00:00Z").keys();
  expect(keys.map((key) => [key.kid, key.from])).toEqual([
    ["k1", "2026-11-01T00:00:00.000Z"],
    ["k2", "2026-11-10T00:00:00.000Z"],
  ]);
  expect(after.signature.kid).toBe("k2");
  for (const signed of [before, after, late]) expect((await verifyReceipt(signed, { keys })).ok).toBe(true);
});

test("a key that was replaced signs for another hour, so that a roll-out issues nothing invalid, and no longer", async () => {
  const receipt = await settledCall();
  const old = signerAt(ring(1), "2026-11-20T00:30:00Z");
  const tooLate = signerAt(ring(1), "2026-11-20T02:00:00Z");
  // Both were started before the change and know the old order only.
  await signerAt(ring(1), "2026-11-01T00:00:00Z").keys();
  const [during, after] = [await old.sign(receipt), await tooLate.sign(receipt)];
  const keys = await signerAt(ring(2, 1), "2026-11-20T00:00:00Z").keys();
  expect(keys.map((key) => key.until)).toEqual(["2026-11-20T01:00:00.000Z", null]);
  expect((await verifyReceipt(during, { keys })).ok).toBe(true);
  expect((await verifyReceipt(after, { keys })).ok).toBe(false);
  expect((await signerAt(ring(1), "2026-11-20T00:10:00Z").keys()).map((key) => key.until)).toEqual([null, null]);
});

test("a key id can never be given to another key", async () => {
  await signerAt(ring(1), "2026-11-01T00:00:00Z").keys();
  const other = `k1:${Buffer.alloc(32, 9).toString("base64")}`;
  await expect(signerAt(other, "2026-11-02T00:00:00Z").keys()).rejects.toThrow("once named another key");
  await expect(
    fixture.db.prisma.receiptKey.update({ where: { kid: "k1" }, data: { publicKey: "x" } }),
  ).rejects.toThrow();
  await expect(fixture.db.prisma.receiptKey.delete({ where: { kid: "k1" } })).rejects.toThrow();
});
