import { revokeKeyInRedis } from "@tollgate/db/redis/revoke-key";
import { expect, test } from "vitest";
import { admitted, credit, fixture, gate, request, served, useMoneyPath } from "../testing/money-path.ts";
import { admitCall } from "./admit-call.ts";
import { finishCall } from "./finish-call.ts";

useMoneyPath();

test("a balance that covers part lowers the output ceiling; one that covers nothing useful says what is missing", async () => {
  const full = await admitted(request({ inputTokensBound: 100, maxOutputTokens: 16_384 }));
  await finishCall(gate, full, { ...served(full, {}), ending: "failed", endpointId: null });
  const spent = await admitted(request({ inputTokensBound: 3_770_000, maxOutputTokens: 100 }));
  const clamped = await admitted(request({ inputTokensBound: 100, maxOutputTokens: 16_384 }));
  expect(clamped.clamped).toBe(true);
  expect(clamped.maxOutputTokens).toBeLessThan(16_384);
  const result = await admitCall(gate, request({ inputTokensBound: 100_000, maxOutputTokens: 16_384 }));
  if (result.kind !== "insufficient_credit") throw new Error(`expected a refusal, got ${result.kind}`);
  const { availableNano } = await credit();
  expect(result.availableNano).toBe(availableNano);
  expect(result.missingNano > 0n).toBe(true);
  expect(spent.clamped).toBe(false);
});

test("admitting the same call id twice holds once", async () => {
  const input = request();
  const [one, two] = await Promise.all([admitted(input), admitted(input)]);
  expect((await credit()).heldNano).toBe(one.holdNano);
  expect(two.holdNano).toBe(one.holdNano);
});

test("a key's limit is reserved before dispatch, and the refusal names it", async () => {
  await fixture.db.prisma.apiKey.update({
    where: { id: fixture.customer.keyId },
    data: { limitNano: 20_000_000n, limitReset: "daily" },
  });
  await fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "key", id: fixture.customer.keyId }));
  await expect.poll(() => request().key.limitNano).toBe(20_000_000n);
  const results = await Promise.all(
    [1, 2, 3].map(() => admitCall(gate, request({ inputTokensBound: 3000, maxOutputTokens: 16 }))),
  );
  expect(results.map((result) => result.kind).sort()).toEqual(["admitted", "admitted", "cap_exceeded"]);
  expect(results.find((result) => result.kind === "cap_exceeded")).toMatchObject({
    scope: "key",
    limitNano: 20_000_000n,
  });
});

test("requests per minute and concurrency are limited with a time to come back", async () => {
  await fixture.db.prisma.apiKey.update({
    where: { id: fixture.customer.keyId },
    data: { maxConcurrency: 1, requestsPerMinute: 2 },
  });
  await fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "key", id: fixture.customer.keyId }));
  await expect.poll(() => request().key.maxConcurrency).toBe(1);
  const first = await admitted(request());
  expect(await admitCall(gate, request())).toMatchObject({
    kind: "rate_limited",
    scope: "key",
    limited: "concurrency",
    retryAfterSeconds: 1,
  });
  await finishCall(gate, first, served(first));
  const second = await admitted(request({ nowMs: first.admittedAtMs }));
  await finishCall(gate, second, served(second));
  expect(await admitCall(gate, request({ nowMs: first.admittedAtMs }))).toMatchObject({
    kind: "rate_limited",
    scope: "key",
    limited: "requests_per_minute",
    limit: 2,
  });
});

test("a revoked key is refused by Redis itself, whatever the proxy has in memory", async () => {
  await admitted(request());
  await revokeKeyInRedis(fixture.redis, fixture.customer.workspaceId, fixture.customer.keyId);
  expect(await admitCall(gate, request())).toEqual({ kind: "key_refused", reason: "revoked" });
});

test("a higher margin in force without consent refuses the app's calls, and leaves the workspace's own alone", async () => {
  await fixture.db.prisma.marginVersion.create({
    data: { id: "mgn_high", appId: fixture.app.id, version: 2, basisPoints: 5000, effectiveAt: new Date() },
  });
  await fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "app", id: fixture.app.id }));
  await expect.poll(() => request({ keyId: fixture.app.keyId }).key.grant?.margins.length).toBe(2);
  expect(await admitCall(gate, request({ keyId: fixture.app.keyId }))).toEqual({
    kind: "consent_required",
    appId: fixture.app.id,
  });
  expect((await admitCall(gate, request())).kind).toBe("admitted");
});

test("a surcharge above what the caller allows is refused", async () => {
  const result = await admitCall(gate, request({ keyId: fixture.app.keyId, maxSurchargeNano: 1n }));
  expect(result.kind).toBe("surcharge_too_high");
});

test("parts of a margin per image, second of audio and search are within the hold and within what the caller allows", async () => {
  const { id: appId, grantId, keyId } = fixture.app;
  const parts = { image: "10000000000000", audio_second: "1000000000", search: "5000000000000" };
  const terms = { basisPoints: 0, perMillionUnitsNano: parts, effectiveAt: new Date() };
  await fixture.db.prisma.marginVersion.create({ data: { id: "mgn_parts", appId, version: 2, ...terms } });
  await fixture.db.prisma.grant.update({ where: { id: grantId }, data: { marginVersionId: "mgn_parts" } });
  await fixture.redis.publish("tollgate:changes", JSON.stringify({ kind: "app", id: appId }));
  await expect.poll(() => request({ keyId }).key.grant?.acceptedMarginId).toBe("mgn_parts");

  const unitsBound = { image: 2, audio_second: 30, search: 3 };
  const worstNano = 2n * 10_000_000n + 30n * 1_000n + 3n * 5_000_000n;
  const asked = { keyId, unitsBound, inputTokensBound: 1, maxOutputTokens: 16 };
  const plain = await admitted(request({ ...asked, unitsBound: {} }));
  const held = await admitted(request({ ...asked, maxSurchargeNano: worstNano }));
  expect(held.holdNano - plain.holdNano).toBe(worstNano);
  expect(await admitCall(gate, request({ ...asked, maxSurchargeNano: worstNano - 1n }))).toEqual({
    kind: "surcharge_too_high",
    surchargeNano: worstNano,
  });
});

test("without Redis no call is admitted", async () => {
  gate.redis.disconnect();
  expect(await admitCall(gate, request())).toEqual({ kind: "unavailable", retryAfterSeconds: 2 });
});
