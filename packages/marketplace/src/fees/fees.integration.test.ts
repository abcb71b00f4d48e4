import { expect, test } from "vitest";
import { parseChange } from "../changes.ts";
import { getPlatformPricing } from "../market/get-platform-pricing.ts";
import { loadFees } from "../snapshot/load-catalogue.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { textOf } from "../testing/text-of.ts";
import { newPerson, services, setClock, stranger, useVerbs } from "../testing/verbs.ts";
import { exportFees } from "./export-fees.ts";
import { listFees } from "./list-fees.ts";
import { previewFee } from "./preview-fee.ts";
import { publishFee } from "./publish-fee.ts";
import { withdrawFee } from "./withdraw-fee.ts";

useVerbs();

const at = (text: string) => new Date(text);

test("a fee applies at once, is told to the proxies, and says who set it and why", async () => {
  const ctx = await (await newDutyHolder("operator")).ctx();
  const listener = services.redis.duplicate();
  const told = new Promise((resolve) => listener.on("message", (_, message) => resolve(parseChange(message))));
  await listener.subscribe("tollgate:changes");
  setClock(at("2027-03-01T12:00:00Z"));
  const id = await publishFee(ctx, { appliesTo: "call", percent: "6.25", fixedUsd: "0.0001", note: "Costs rose" });
  expect(await told).toEqual({ kind: "fee" });
  listener.disconnect();
  const [newest] = await listFees(ctx);
  expect(newest).toMatchObject({ id, state: "in_force", basisPoints: 625, fixedNano: 100_000n, note: "Costs rose" });
  expect(newest?.createdBy).toBe("operator");
  const { call, cached } = await loadFees(services.db, at("2027-03-01T12:00:01Z").getTime());
  expect(call).toEqual({ id, appliesTo: "call", basisPoints: 625, fixedNano: 100_000n });
  // The fees of other kinds of calls stay.
  expect(cached?.basisPoints).toBe(1_000);
  const event = await services.db.prisma.auditEvent.findFirst({ where: { action: "publishFee", subjectId: id } });
  expect(event?.detail).toMatchObject({ basisPoints: 625, note: "Costs rose" });
});

test("a scheduled fee begins on its day, is announced until then, and can be taken back before it", async () => {
  const ctx = await (await newDutyHolder("operator")).ctx();
  setClock(at("2027-04-10T12:00:00Z"));
  const before = (await loadFees(services.db, at("2027-04-10T12:00:00Z").getTime())).call;
  const may = { appliesTo: "call" as const, percent: "7", effectiveOn: "2027-05-01", note: "From May" };
  const id = await publishFee(ctx, may);
  await expectRefused([publishFee(ctx, may)], "conflict");
  expect((await getPlatformPricing(stranger())).coming).toEqual([
    { appliesTo: "call", basisPoints: 700, fixedNano: 0n, effectiveAt: at("2027-05-01T00:00:00Z") },
  ]);
  expect((await loadFees(services.db, at("2027-04-30T23:59:59Z").getTime())).call).toEqual(before);
  expect((await loadFees(services.db, at("2027-05-01T00:00:00Z").getTime())).call.id).toBe(id);
  await withdrawFee(ctx, { feeVersionId: id });
  expect((await getPlatformPricing(stranger())).coming).toEqual([]);
  expect((await loadFees(services.db, at("2027-05-02T00:00:00Z").getTime())).call).toEqual(before);
  expect((await listFees(ctx)).find((fee) => fee.id === id)?.state).toBe("withdrawn");
  await expectRefused([withdrawFee(ctx, { feeVersionId: id })], "conflict");
  // The day is free again, and what has begun cannot be taken back.
  const again = await publishFee(ctx, may);
  setClock(at("2027-05-01T00:00:01Z"));
  await expectRefused([withdrawFee(ctx, { feeVersionId: again })], "conflict");
  const past = { feeVersionId: again, withdrawnAt: at("2027-05-01T00:00:00Z"), withdrawnById: null };
  await expect(services.db.prisma.feeWithdrawal.create({ data: past })).rejects.toThrow("has taken effect");
  const inForce = (await listFees(ctx)).filter(({ state }) => state === "in_force");
  expect(inForce.map(({ appliesTo }) => appliesTo).toSorted()).toEqual(["cached", "call", "own_key"]);
});

test.each([
  [{ percent: "100.01" }, "percent"],
  [{ percent: "x" }, "percent"],
  [{ percent: "5", fixedUsd: "1.01" }, "fixedUsd"],
  [{ percent: "5", effectiveOn: "2027-06-01" }, "effectiveOn"],
  [{ percent: "5", effectiveOn: "2028-06-03" }, "effectiveOn"],
  [{ percent: "5", note: " " }, "note"],
])("%j is refused with a sentence about %s and changes nothing", async (fields, field) => {
  const ctx = await (await newDutyHolder("operator")).ctx();
  setClock(at("2027-06-01T00:00:00Z"));
  const count = await services.db.prisma.feeVersion.count();
  await expect(publishFee(ctx, { appliesTo: "call", note: "Why", ...fields })).rejects.toMatchObject({
    code: "invalid_input",
    field,
  });
  expect(await services.db.prisma.feeVersion.count()).toBe(count);
});

test("a preview lays a fee over what calls cost lately, without those that cost nothing at a price", async () => {
  const ctx = await (await newDutyHolder("operator")).ctx();
  setClock(at("2027-07-20T12:00:00Z"));
  const same = { keyId: "key_1", modelId: "acme/echo-1", providerId: "prv_1", appId: "", surchargeNano: 0n };
  const sums = { ...same, workspaceId: "wsp_preview", inputTokens: 0n, outputTokens: 0n, failedCalls: 1 };
  await services.db.prisma.usageDay.createMany({
    data: [
      { day: at("2027-07-20"), calls: 4, costNano: 1_000n, feeNano: 50n },
      { day: at("2027-07-01"), calls: 3, costNano: 501n, feeNano: 25n },
      { day: at("2027-07-02"), calls: 9, costNano: 0n, feeNano: 999n },
      { day: at("2027-06-20"), calls: 9, costNano: 9_000n, feeNano: 450n },
    ].map((day) => ({ ...sums, ...day, chargeNano: day.costNano + day.feeNano })),
  });
  expect(await previewFee(ctx, { percent: "10", fixedUsd: "0.000000007" })).toEqual({
    calls: 5,
    costNano: 1_501n,
    feeNano: 75n,
    proposedNano: 150n + 35n,
  });
});

test("only operators set fees; finance reads them", async () => {
  const finance = await (await newDutyHolder("finance")).ctx();
  const person = await (await newPerson()).ctx();
  setClock(null);
  const fees = await listFees(finance);
  expect(fees.length).toBeGreaterThan(2);
  const csv = await textOf(await exportFees(finance));
  const lines = csv.split("\r\n");
  expect(lines.slice(1, fees.length + 1).map((line) => line.split(",").slice(0, 4))).toEqual(
    fees.map(({ id, appliesTo, state, basisPoints }) => [id, appliesTo, state, `${basisPoints}`]),
  );
  expect(lines[fees.length + 1]).toBe(`# fees,${fees.length}`);
  const publish = { appliesTo: "call", percent: "1", note: "Mine" } as const;
  for (const ctx of [finance, person])
    await expectRefused(
      [publishFee(ctx, publish), previewFee(ctx, publish), withdrawFee(ctx, { feeVersionId: "fee_initial" })],
      "forbidden",
    );
  await expectRefused([listFees(person), exportFees(person)], "forbidden");
  await expectRefused([listFees(stranger())], "unauthenticated");
});
