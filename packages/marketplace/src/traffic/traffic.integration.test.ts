import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { beforeAll, expect, test } from "vitest";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { rollUpSignals } from "../signals/roll-up-signals.ts";
import { addEndpoint, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { exportEndpointTraffic } from "./export-endpoint-traffic.ts";
import { getEndpointTraffic } from "./get-endpoint-traffic.ts";
import { getPriceStanding } from "./get-price-standing.ts";
import { exportTraffic, listTraffic } from "./list-traffic.ts";

useVerbs();

type Ends = Awaited<ReturnType<typeof addEndpoint>>;
/** Within what a page can show, beyond what a later pass looks at. */
const LONG_AGO_MS = Date.now() - 20 * 86_400_000;

let one: Person;
let mine: Ends;
let other: Ends;

interface Served {
  readonly payee: string;
  readonly passedOver?: object[];
  readonly failedAt?: Ends | null;
  readonly atMs?: number;
}

async function call(by: Ends, { payee, passedOver = [], failedAt = null, atMs = Date.now() }: Served) {
  const row = settlementRow(callIdAt(atMs), { providerWorkspaceId: payee, legs: [100n, 5n, 0n] });
  const route = { order: "drawn", passedOver };
  const tools = { calls: 2, valid: 1 };
  const served = { endpointId: by.endpointId, providerSlug: "x", status: 200, result: "served", durationMs: 5, tools };
  const failed = failedAt && {
    ...served,
    tools: undefined,
    endpointId: failedAt.endpointId,
    status: 500,
    result: "upstream_error",
  };
  const attempts = failed ? [{ ...failed, route }, served] : [{ ...served, route }];
  await settleCalls(services.db.pool, [{ ...row, endpointId: by.endpointId, attempts }]);
}

beforeAll(async () => {
  one = await newPerson("One");
  const two = await newPerson("Two");
  mine = await addEndpoint(one.workspaceId);
  other = await addEndpoint(two.workspaceId);
  const slug = mine.providerId.slice(4);
  await call(mine, { payee: one.workspaceId });
  const payee = two.workspaceId;
  await call(other, { payee, passedOver: [{ provider: slug, reason: "down" }] });
  const passedOver = [
    { provider: slug, reason: "max_price" },
    { provider: "nobody", reason: "down" },
  ];
  await call(other, { payee, passedOver });
  await call(other, { payee, failedAt: mine });
  await services.db.pool.query("SELECT ensure_call_partitions($1::date, now()::date)", [new Date(LONG_AGO_MS)]);
  await call(other, { payee, atMs: LONG_AGO_MS });
  await rollUpSignals(services);
  await rollUpCalls(services);
});

test("an endpoint's traffic says what it served, failed and earned, and why it was passed over", async () => {
  const { workspaceId } = one;
  const traffic = await getEndpointTraffic(await one.ctx(), { workspaceId, endpointId: mine.endpointId });
  expect(traffic).toMatchObject({
    total: {
      served: 1,
      failed: 1,
      failures: { upstream_error: 1 },
      passedOver: { down: 1, max_price: 1 },
      toolCalls: 2,
      toolCallsValid: 1,
    },
    modelServed: 5,
    earnedNano: 100n,
  });
  expect(traffic.byDay).toHaveLength(30);
  expect(traffic.byDay.at(-1)).toMatchObject({ served: 1, earnedNano: 100n });
  await expect(
    getEndpointTraffic(await one.ctx(), { workspaceId, endpointId: other.endpointId }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("all endpoints of a workspace are listed with the same counts, and downloaded", async () => {
  const { workspaceId } = one;
  const { endpoints } = await listTraffic(await one.ctx(), { workspaceId });
  expect(endpoints).toMatchObject([{ served: 1, failed: 1, modelServed: 5, calls: 1, earnedNano: 100n }]);
  expect((await exportTraffic(await one.ctx(), { workspaceId })).csv).toContain("max_price 1");
  const { endpointId } = mine;
  const { csv } = await exportEndpointTraffic(await one.ctx(), { workspaceId, endpointId });
  const lines = csv.split("\r\n");
  expect(lines.filter((line) => /^\d{4}-/.test(line))).toHaveLength(30);
  expect(lines[30]).toContain(",1,1,0,upstream_error 1,2,");
  expect(csv).toContain("# earned_nano_usd,100");
  await expect(
    exportEndpointTraffic(await one.ctx(), { workspaceId, endpointId: other.endpointId }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("counting again changes nothing", async () => {
  const before = await services.db.prisma.endpointSlot.findMany({ orderBy: { endpointId: "asc" } });
  await rollUpSignals(services);
  expect(await services.db.prisma.endpointSlot.findMany({ orderBy: { endpointId: "asc" } })).toEqual(before);
});

test("a price stands among all that offer the model, and one that is tried beside them", async () => {
  const scope = { workspaceId: one.workspaceId, endpointId: mine.endpointId };
  const standing = await getPriceStanding(await one.ctx(), { ...scope, inputUsd: "0.0005", outputUsd: "0.001" });
  expect(standing).toMatchObject({
    now: { rank: 1, share: 0.5, revenue: 1 },
    tried: { rank: 1, share: 0.8 },
    others: 1,
  });
  await services.db.prisma.endpoint.update({ where: { id: mine.endpointId }, data: { status: "suspended" } });
  expect(await getPriceStanding(await one.ctx(), scope)).toMatchObject({ now: null, suggestions: [] });
});

test("an endpoint that was outrun while it connected was sent nothing, and counts neither way", async () => {
  const later = await addEndpoint(one.workspaceId);
  const row = settlementRow(callIdAt(Date.now()), { providerWorkspaceId: one.workspaceId, legs: [1n, 0n, 0n] });
  const slow = { endpointId: later.endpointId, providerSlug: "x", status: null, result: "outrun", durationMs: 300 };
  const hedge = { ...slow, endpointId: mine.endpointId, status: 200, result: "served", afterMs: 250, hedge: true };
  await settleCalls(services.db.pool, [{ ...row, endpointId: mine.endpointId, attempts: [slow, hedge] }]);
  await rollUpSignals(services);
  const slot = await services.db.prisma.endpointSlot.findFirst({ where: { endpointId: later.endpointId } });
  expect(slot).toMatchObject({ served: 0, failed: 0 });
});
