import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { priceCall } from "@tollgate/pricing/price-call";
import { anyMarginTerms } from "@tollgate/pricing/testing/margins";
import { USAGE_BUCKETS, type UsageUnits } from "@tollgate/pricing/usage-units";
import { FEE_SCOPES, type FeeVersion, type MarginVersion, termsFor, type UnitPrices } from "@tollgate/pricing/versions";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeMarginPolicy } from "../../apps/margin-columns.ts";
import { writeUnitPrices } from "../../settlement/read-unit-prices.ts";
import { addEndpoint, newPerson, services, useVerbs } from "../../testing/verbs.ts";
import { auditLedger } from "../audit-ledger.ts";

useVerbs();

const MODEL = "acme/echo-1";
const METERED = USAGE_BUCKETS.filter((bucket) => bucket !== "request");
/** Prices that hit exact halves as well as any others: multiples of 500,000 nano per million. */
const price = fc.oneof(
  fc.bigInt(0n, 10n ** 14n),
  fc.bigInt(0n, 1_000n).map((n) => n * 500_000n),
);
const nano = fc.bigInt(0n, 10n ** 9n);

const bill = fc.record({
  units: fc.dictionary(fc.constantFrom(...METERED), fc.nat(2_000_000), { maxKeys: 6 }),
  prices: fc.tuple(...USAGE_BUCKETS.map(() => price)),
  corrected: fc.constantFrom(...METERED, null),
  hasRequest: fc.boolean(),
  appliesTo: fc.constantFrom(...FEE_SCOPES),
  basisPoints: fc.nat(3_000),
  fixedNano: fc.oneof(fc.constant(0n), nano),
  margin: fc.option(anyMarginTerms),
  /** Terms of its own for the model, for another one, or neither. */
  override: fc.option(fc.record({ model: fc.constantFrom(MODEL, "acme/other"), terms: anyMarginTerms })),
});
type Bill = typeof bill extends fc.Arbitrary<infer T> ? T : never;

let made = 0;

/** Stores the versions of a bill and settles its call as the code prices it. */
async function settle(one: Bill, endpointId: string): Promise<void> {
  const id = `${made++}`;
  const { prisma } = services.db;
  const effectiveAt = new Date(0);
  const prices: UnitPrices = Object.fromEntries(
    USAGE_BUCKETS.map((bucket, index) => [bucket, one.prices[index] ?? 0n]),
  );
  if (!one.hasRequest) delete prices.request;
  const stored = { ...prices };
  if (one.corrected) delete stored[one.corrected];
  await prisma.priceVersion.create({
    data: { id: `prc_${id}`, endpointId, prices: writeUnitPrices(stored), effectiveAt },
  });
  if (one.corrected) {
    const priceNano = prices[one.corrected] ?? 0n;
    const data = { priceVersionId: `prc_${id}`, bucket: one.corrected, priceNano, reason: "forgotten" };
    await prisma.priceCorrection.create({ data });
  }
  const { appliesTo, basisPoints, fixedNano } = one;
  const fee: FeeVersion = { id: `fee_${id}`, appliesTo, basisPoints, fixedNano };
  await prisma.feeVersion.create({ data: { ...fee, effectiveAt } });
  const overrides = one.override ? { [one.override.model]: one.override.terms } : {};
  const margin: MarginVersion | null = one.margin && {
    ...{ id: `mgn_${id}`, sponsoredMonthlyNano: 0n },
    ...{ ...one.margin, overrides },
  };
  if (margin)
    await prisma.marginVersion.create({
      data: { id: margin.id, ...writeMarginPolicy(margin), appId: "app_test", version: made, effectiveAt },
    });
  const units: UsageUnits = one.units;
  const priced = priceCall(units, { prices, fee, margin: margin && termsFor(margin, MODEL) });
  if (priced.kind === "unpriced") throw new Error("every bucket has a price");
  const row = settlementRow(callIdAt(Date.now()), { builderWorkspaceId: "wsp_b", legs: [0n, 0n, 0n] });
  const versions = { priceVersionId: `prc_${id}`, feeVersionId: fee.id, marginVersionId: margin?.id ?? null };
  await settleCalls(services.db.pool, [{ ...row, ...versions, modelId: MODEL, units, legs: priced.legs }]);
}

test("an independent bill in SQL numeric of any call equals what the code charged, corrections, minimums, caps, unit parts and terms of single models included", async () => {
  const provider = await newPerson("Provider");
  const { endpointId } = await addEndpoint(provider.workspaceId);
  await services.db.prisma.app.create({
    data: { id: "app_test", workspaceId: provider.workspaceId, name: "App", url: "https://app.test" },
  });
  const bills = fc.sample(bill, { numRuns: 400, seed: 20_261_125 });
  for (const one of bills) await settle(one, endpointId);
  expect((await auditLedger(services, { full: true })).findings).toEqual([]);
  const { rows } = await services.db.pool.query(
    "SELECT count(*) AS calls, sum(charge_nano)::text AS charged, (SELECT sum(cost_billed + fee_billed + surcharge_billed)::text FROM call_bill) AS billed FROM call",
  );
  expect(rows[0].calls).toBe(400n);
  expect(rows[0].billed).toBe(rows[0].charged);
});

test("rounding in SQL is half to even, for either sign", async () => {
  const { rows } = await services.db.pool.query(
    "SELECT round_half_even(x)::text AS y FROM unnest(ARRAY[0.5, 1.5, 2.5, -0.5, -1.5, 2.500001, 2.499999]) WITH ORDINALITY u(x, n) ORDER BY n",
  );
  expect(rows.map(({ y }) => y)).toEqual(["0", "2", "2", "0", "-2", "3", "2"]);
});
