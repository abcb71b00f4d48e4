import { newId } from "@tollgate/db/ids";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { completeTokenPrices } from "@tollgate/pricing/complete-prices";
import { priceCall } from "@tollgate/pricing/price-call";
import { anyUnits } from "@tollgate/pricing/testing/margins";
import { termsFor, type UnitPrices } from "@tollgate/pricing/versions";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { writeUnitPrices } from "../settlement/read-unit-prices.ts";
import { addEndpoint, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { acceptConnection } from "./accept-connection.ts";
import { MOST_CALLS, readTrafficDays } from "./app-traffic.ts";
import { type MarginFields, marginTerms } from "./margin-input.ts";
import { publishMargin } from "./publish-margin.ts";
import { registerApp } from "./register-app.ts";
import { replayMargin } from "./replay-margin.ts";
import { revokeGrant } from "./revoke-grant.ts";

useVerbs();

const DAY_MS = 86_400_000;
const PRICES: UnitPrices = completeTokenPrices({ input: 2_500_000_001n, output: 10_000_000_003n, request: 7n });
const FEE = { basisPoints: 550, fixedNano: 0n };
type Fields = Omit<MarginFields, "effectiveOn">;

async function appOf(builder: Person, margin: Fields) {
  const { workspaceId } = builder;
  const app = await registerApp(await builder.ctx(), { workspaceId, name: "Writer", url: "https://writer.example" });
  const published = await publishMargin(await builder.ctx(), { workspaceId, appId: app.id, ...margin });
  return { appId: app.id, marginVersionId: published.margin.id, margin: marginTerms(margin) };
}

async function priceVersion(): Promise<string> {
  const { endpointId } = await addEndpoint((await newPerson("Provider")).workspaceId);
  const id = newId("priceVersion");
  const data = { id, endpointId, prices: writeUnitPrices(PRICES), effectiveAt: new Date(1) };
  await services.db.prisma.priceVersion.create({ data });
  return id;
}

interface Settled {
  readonly app: Awaited<ReturnType<typeof appOf>>;
  readonly builder: Person;
  readonly customer: Person;
  readonly priceVersionId: string;
}

/** Settles calls as the worker does, priced under the app's margin. */
async function settle(to: Settled, all: readonly Record<string, number>[], atMs = Date.now()): Promise<void> {
  const rows = all.map((units) => {
    const margin = termsFor(to.app.margin, "acme/echo-1");
    const priced = priceCall(units, { prices: PRICES, fee: FEE, margin });
    if (priced.kind !== "priced") throw new Error("complete prices price every token");
    const { legs } = priced;
    const row = settlementRow(callIdAt(atMs), {
      workspaceId: to.customer.workspaceId,
      builderWorkspaceId: to.builder.workspaceId,
      legs: [legs.costNano, legs.feeNano, legs.surchargeNano],
    });
    return { ...row, appId: to.app.appId, units, priceVersionId: to.priceVersionId };
  });
  expect(await settleCalls(services.db.pool, rows)).toHaveLength(rows.length);
}

const UNITS = fc.sample(anyUnits(PRICES), { numRuns: 40, seed: 11 });
const PROPOSALS: Fields[] = [
  { percent: "0" },
  { percent: "33.33", perRequestUsd: "0.000000003" },
  { percent: "5", minimumUsd: "0.001", capUsd: "0.002" },
  { percent: "1", perMillionOutputTokensUsd: "0.7", overrides: [{ modelId: "acme/echo-1", percent: "12.5" }] },
];

test("a replay is to the nano what settlement would have charged, for every proposal", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const app = await appOf(builder, { percent: "10", perMillionTokensUsd: "0.3" });
  const to = { app, builder, customer, priceVersionId: await priceVersion() };
  const { workspaceId } = builder;
  await acceptConnection(await customer.ctx(), {
    appId: app.appId,
    workspaceId: customer.workspaceId,
    marginVersionId: app.marginVersionId,
  });
  await settle(to, UNITS);
  await rollUpCalls(services);
  const charged = await services.db.prisma.call.aggregate({
    where: { appId: app.appId },
    _sum: { surchargeNano: true },
  });
  for (const fields of PROPOSALS) {
    const replay = await replayMargin(await builder.ctx(), { workspaceId, appId: app.appId, ...fields });
    const margin = termsFor(marginTerms(fields), "acme/echo-1");
    const exact = UNITS.reduce((sum, units) => {
      const priced = priceCall(units, { prices: PRICES, fee: FEE, margin });
      return priced.kind === "priced" ? sum + priced.legs.surchargeNano : sum;
    }, 0n);
    expect(replay).toMatchObject({ summedCalls: 0, total: { calls: UNITS.length, proposedNano: exact } });
    expect(replay.total.todayNano).toBe(charged._sum.surchargeNano);
    expect(replay.total.chargedNano).toBe(charged._sum.surchargeNano);
    expect(replay.byModel.reduce((sum, one) => sum + one.proposedNano, 0n)).toBe(exact);
    expect(replay.byCustomer).toMatchObject([{ name: expect.stringContaining("Customer"), proposedNano: exact }]);
  }
});

test("revenue that rests on consent is that of customers who accepted less; those who left bring none", async () => {
  const builder = await newPerson("Builder");
  const app = await appOf(builder, { percent: "10" });
  const priceVersionId = await priceVersion();
  const { workspaceId } = builder;
  const [stays, leaves] = [await newPerson("Stays"), await newPerson("Leaves")];
  for (const customer of [stays, leaves]) {
    const { grantId } = await acceptConnection(await customer.ctx(), {
      appId: app.appId,
      workspaceId: customer.workspaceId,
      marginVersionId: app.marginVersionId,
    });
    await settle({ app, builder, customer, priceVersionId }, [{ input: 1000, output: 1000 }]);
    if (customer === leaves) await revokeGrant(await customer.ctx(), { workspaceId: leaves.workspaceId, grantId });
  }
  const ask = async (percent: string) =>
    await replayMargin(await builder.ctx(), { workspaceId, appId: app.appId, percent });
  const higher = await ask("20");
  const half = higher.total.proposedNano / 2n;
  expect(higher.consent).toEqual({ customers: 1, restsOnNano: half, certainNano: 0n, leftNano: half });
  // 10 % more on a cost of 12.5 million nano, of the 14.4375 million that are paid today.
  expect(higher.medianPriceChange).toBe(865.8);
  const lower = await ask("5");
  expect(lower.consent).toMatchObject({ customers: 0, restsOnNano: 0n, certainNano: lower.total.proposedNano / 2n });
  expect(lower.byCustomer.map(({ need }) => need).sort()).toEqual(["left", "none"]);
});

test("days with more calls than are read one by one come from the roll-up, and the answer says from when it is exact", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const app = await appOf(builder, { percent: "10" });
  const to = { app, builder, customer, priceVersionId: await priceVersion() };
  const { workspaceId } = builder;
  const { marginVersionId, appId } = app;
  await acceptConnection(await customer.ctx(), { appId, workspaceId: customer.workspaceId, marginVersionId });
  await settle(to, UNITS.slice(0, 10), Date.now() - 3 * DAY_MS);
  await settle(to, UNITS.slice(10, 20));
  await rollUpCalls(services);
  const exact = await replayMargin(await builder.ctx(), { workspaceId, appId, percent: "20" });
  expect(exact.summedCalls).toBe(0);
  await services.db.pool.query("UPDATE usage_day SET calls = calls + $2 WHERE app_id = $1 AND day < current_date", [
    appId,
    MOST_CALLS,
  ]);
  const rolled = await replayMargin(await builder.ctx(), { workspaceId, appId, percent: "20" });
  const [oldest] = (await readTrafficDays(services, appId, { from: exact.from, to: exact.to })).slice(-1);
  expect(rolled.exactFrom > (oldest?.day ?? "")).toBe(true);
  expect(rolled.summedCalls).toBe(MOST_CALLS + 10);
  const off = rolled.total.proposedNano - exact.total.proposedNano;
  expect(off <= 10n && off >= -10n).toBe(true);
});

test("an app of another workspace and a model that is none are refused", async () => {
  const [builder, other] = [await newPerson("Builder"), await newPerson("Other")];
  const { appId } = await appOf(builder, { percent: "10" });
  await expect(
    replayMargin(await other.ctx(), { workspaceId: other.workspaceId, appId, percent: "1" }),
  ).rejects.toMatchObject({ code: "not_found" });
  const overrides = [{ modelId: "acme/none", percent: "1" }];
  await expect(
    replayMargin(await builder.ctx(), { workspaceId: builder.workspaceId, appId, percent: "1", overrides }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});
