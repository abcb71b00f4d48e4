import { newId } from "@tollgate/db/ids";
import { readEpoch } from "@tollgate/db/redis/epoch";
import { keepQuarantined } from "@tollgate/db/redis/keep-quarantined";
import { releaseQuarantined } from "@tollgate/db/redis/release-quarantined";
import { expect, test } from "vitest";
import { finishCall } from "../inference/finish-call.ts";
import {
  admitted,
  credit,
  fixture,
  gate,
  rejoin,
  request,
  served,
  settleAll,
  useMoneyPath,
} from "../testing/money-path.ts";

useMoneyPath();

const FULL = 10_000_000_000n;
const CHARGE = 6_562_500n;

/** Ends a call by a fee version that Postgres does not know. */
async function endedWithUnknownFee(): Promise<string> {
  const admission = await admitted(request());
  const fee = { ...admission.fee, id: newId("feeVersion") };
  await finishCall(gate, { ...admission, fee }, served(admission));
  return admission.callId;
}

/** Redis comes back empty. */
async function flush(): Promise<void> {
  await fixture.redis.flushdb();
  await rejoin();
}

test("what a call in quarantine was charged stays out of what can be spent when Redis loses it, and is freed once", async () => {
  const callId = await endedWithUnknownFee();
  await settleAll();
  const kept = { unsettledNano: CHARGE, availableNano: FULL - CHARGE };
  expect(await credit()).toMatchObject(kept);
  await flush();
  expect(await credit()).toMatchObject(kept);
  await flush();
  expect(await credit()).toMatchObject(kept);
  const decision = { resolvedAt: new Date(), resolution: "voided", resolutionReason: "Nothing was served." };
  await fixture.db.prisma.quarantinedCall.update({ where: { id: callId }, data: decision });
  const call = { callId, workspaceId: fixture.customer.workspaceId };
  await Promise.all([releaseQuarantined(fixture.redis, call), releaseQuarantined(fixture.redis, call)]);
  expect(await credit()).toMatchObject({ unsettledNano: 0n, availableNano: FULL });
  await flush();
  const next = await admitted(request());
  await finishCall(gate, next, served(next));
  await settleAll();
  expect(await credit()).toMatchObject({ unsettledNano: 0n, availableNano: FULL - CHARGE });
});

test("a charge that is kept out before its entry is acknowledged is kept out once", async () => {
  const callId = await endedWithUnknownFee();
  const epoch = await readEpoch(fixture.redis);
  const { workspaceId } = fixture.customer;
  await keepQuarantined(fixture.redis, { callId, workspaceId, chargeNano: CHARGE }, epoch?.id ?? "");
  expect((await credit()).unsettledNano).toBe(2n * CHARGE);
  await settleAll();
  expect(await credit()).toMatchObject({ unsettledNano: CHARGE, availableNano: FULL - CHARGE });
});

test("credit is kept out of nothing in an epoch that is over", async () => {
  const callId = await endedWithUnknownFee();
  const { workspaceId } = fixture.customer;
  const kept = keepQuarantined(fixture.redis, { callId, workspaceId, chargeNano: CHARGE }, "before");
  await expect(kept).rejects.toThrow("other_epoch");
});
