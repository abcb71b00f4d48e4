import { priceCall } from "@tollgate/pricing/price-call";
import { expect, test } from "vitest";
import { loadFee } from "../snapshot/load-catalogue.ts";
import { addEndpoint, newPerson, services, stranger, useVerbs } from "../testing/verbs.ts";
import { estimateCharge } from "./estimate-charge.ts";
import { getPlatformPricing } from "./get-platform-pricing.ts";
import { getPublicProvider, listPublicProviders } from "./list-public-providers.ts";

useVerbs();

test("providers are public with models, uptime and the least private policy, and nothing of how they are reached", async () => {
  const { workspaceId } = await newPerson("Provider");
  const { providerId, endpointId } = await addEndpoint(workspaceId);
  const other = await addEndpoint(workspaceId);
  const two = { id: "acme/echo-2", name: "Echo 2", author: "acme", contextLength: 1, features: [] };
  await services.db.prisma.model.create({ data: { ...two, inputModalities: [], outputModalities: [] } });
  const moved = { providerId, modelId: "acme/echo-2" };
  await services.db.prisma.endpoint.update({ where: { id: other.endpointId }, data: moved });
  await services.db.prisma.endpoint.update({ where: { id: endpointId }, data: { dataPolicy: "zero_retention" } });
  const slot = { rateLimited: 0, failures: {}, latency: {}, throughput: {} };
  const since = new Date(Math.floor(Date.now() / 300_000) * 300_000);
  await services.db.prisma.endpointSlot.create({ data: { endpointId, since, served: 9, failed: 1, ...slot } });
  const [provider, ...others] = await listPublicProviders(stranger());
  // The other one has nothing on offer any more.
  expect(others).toEqual([]);
  expect(provider).toMatchObject({ models: 2, uptime1d: 0.9, attempts1d: 10, dataPolicy: "may_train" });
  const detail = await getPublicProvider(stranger(), { slug: providerId.slice(4) });
  expect(detail.offers).toHaveLength(2);
  const shown = JSON.stringify(detail, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part));
  expect(shown).not.toMatch(/echo\.invalid|baseUrl|credential|wsp_/);
  await services.db.prisma.provider.update({ where: { id: providerId }, data: { status: "suspended" } });
  await expect(getPublicProvider(stranger(), { slug: providerId.slice(4) })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("an estimate is what settlement prices, to the nano, and of many calls that many times", async () => {
  await addEndpoint((await newPerson("Provider")).workspaceId);
  const prices = { input: 1_000_000n, output: 2_000_000n };
  const fee = await loadFee(services.db, Date.now());
  const { offers } = await estimateCharge(stranger(), {
    modelId: "acme/echo-1",
    inputTokens: 777,
    outputTokens: 333,
    marginPercent: "12.5",
    calls: 1_000,
  });
  const margin = { basisPoints: 1250, perRequestNano: 0n, perMillionTokensNano: 0n, perMillionUnitsNano: {} };
  const priced = priceCall(
    { input: 777, output: 333 },
    { prices, fee, margin: { ...margin, minimumNano: 0n, capNano: null } },
  );
  if (priced.kind !== "priced") throw new Error("both buckets are priced");
  expect(offers[0]?.call).toEqual(priced.legs);
  expect(offers[0]?.all.chargeNano).toBe(priced.legs.chargeNano * 1_000n);
  await expect(estimateCharge(stranger(), { modelId: "acme/none" })).rejects.toMatchObject({ code: "not_found" });
  await expect(estimateCharge(stranger(), { modelId: "acme/echo-1", marginPercent: "x" })).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("the platform's terms are those in force", async () => {
  const versions = await services.db.prisma.feeVersion.findMany({ orderBy: { effectiveAt: "asc" } });
  const inForce = new Map(
    versions.map(({ appliesTo, basisPoints, fixedNano }) => [appliesTo, { basisPoints, fixedNano }]),
  );
  const settings = await services.db.prisma.payoutSettingsVersion.findFirstOrThrow({ orderBy: { version: "desc" } });
  expect(await getPlatformPricing(stranger())).toEqual({
    fee: inForce.get("call"),
    cached: inForce.get("cached"),
    ownKey: inForce.get("own_key"),
    coming: [],
    payouts: {
      minimumNano: settings.minimumPayoutNano,
      holdbackBasisPoints: settings.holdbackBasisPoints,
      holdbackDays: settings.holdbackDays,
      newPayeeDays: settings.newPayeeDays,
    },
    marginNoticeDays: 14,
  });
});
