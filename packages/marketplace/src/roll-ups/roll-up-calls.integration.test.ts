import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { beforeAll, expect, test } from "vitest";
import { refundCall } from "../corrections/refund-call.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { addEndpoint, type Person, services, useVerbs } from "../testing/verbs.ts";
import { rollUpCalls } from "./roll-up-calls.ts";

useVerbs();

const DAY_MS = 86_400_000;
const today = () => Math.floor(Date.now() / DAY_MS) * DAY_MS;
let finance: Person;

beforeAll(async () => {
  finance = await newDutyHolder("finance");
});

interface Made {
  readonly atMs?: number;
  readonly legs?: [bigint, bigint, bigint];
  readonly change?: object;
  readonly feature?: string;
}

/** Settles a call of a builder's app that somebody else serves. @returns its id. */
async function call({ atMs = today(), legs = [100n, 5n, 20n], change = {}, feature }: Made = {}): Promise<string> {
  const id = callIdAt(atMs);
  if (feature) await services.db.prisma.callAttribution.create({ data: { callId: id, feature } });
  const row = settlementRow(id, { builderWorkspaceId: "wsp_builder", legs });
  expect(await settleCalls(services.db.pool, [{ ...row, ...change }])).toEqual([id]);
  return id;
}

async function refund(callId: string, amountUsd: string): Promise<void> {
  await refundCall(await finance.ctx(), { callId, amountUsd, reason: "It was cut off" });
}

async function rollUps(): Promise<unknown[]> {
  const tables = ["usage_day", "earnings_day", "attribution_day", "counted_settlement", "counted_booking"];
  const read = tables.map((table) => services.db.pool.query(`SELECT * FROM ${table} t ORDER BY t::text`));
  return (await Promise.all(read)).map(({ rows }) => rows);
}

/** What the roll-ups would be if every day was counted from all of its calls. */
async function counted(): Promise<unknown[]> {
  const { pool } = services.db;
  await pool.query("INSERT INTO recount_day SELECT DISTINCT day FROM countable_call ON CONFLICT DO NOTHING");
  await pool.query("INSERT INTO recount_month SELECT DISTINCT period FROM journal ON CONFLICT DO NOTHING");
  await rollUpCalls(services);
  return await rollUps();
}

async function left(): Promise<number> {
  const { rows } = await services.db.pool.query<{ left: bigint }>(
    `SELECT (SELECT count(*) FROM uncounted_calls) + (SELECT count(*) FROM uncounted_refund) + (SELECT count(*) FROM recount_day)
      + (SELECT count(*) FROM uncounted_journals) + (SELECT count(*) FROM recount_month) AS left`,
  );
  return Number(rows[0]?.left);
}

test("what is added batch by batch is what counting every day anew gives, with late calls, refunds and passes side by side", async () => {
  const refundable: string[] = [];
  for (let round = 0; round < 6; round++) {
    const made = [
      call({ feature: round % 2 ? "chat" : "search" }),
      call({ atMs: today() - (round % 3) * DAY_MS - 1 }),
      call({ change: { endpointId: null, providerId: null, outcome: "failed", units: {} }, legs: [0n, 0n, 0n] }),
      call({ legs: [0n, 7n, 0n], change: { feeVersionId: "fee_cached_initial" }, feature: "chat" }),
    ];
    const passes = [rollUpCalls(services), rollUpCalls(services)];
    refundable.push(...(await Promise.all(made)).slice(0, 2));
    await Promise.all(passes);
    if (round % 2) for (const id of refundable.splice(0, 2)) await refund(id, "0.000000040");
  }
  await rollUpCalls(services);
  expect(await left()).toBe(0);
  const added = await rollUps();
  expect(added.every((rows) => Array.isArray(rows) && rows.length > 0)).toBe(true);
  expect(await counted()).toEqual(added);
});

test("a call and its refund that are both new are counted in one pass, and a pass with nothing new changes nothing", async () => {
  const before = await rollUps();
  await refund(await call({ atMs: today() - 9 * DAY_MS }), "0.000000060");
  expect(await rollUpCalls(services)).toEqual({ calls: 1, refunds: 1, days: [], skipped: false });
  const after = await rollUps();
  expect(after).not.toEqual(before);
  expect(await rollUpCalls(services)).toEqual({ calls: 0, refunds: 0, days: [], skipped: false });
  expect(await rollUps()).toEqual(after);
});

test("more settlements than one transaction counts are counted in one pass, their refunds after them", async () => {
  const ids: string[] = [];
  for (let made = 0; made < 60; made++) ids.push(await call({ atMs: today() - 12 * DAY_MS }));
  await refund(ids.at(-1) ?? "", "0.000000010");
  expect(await rollUpCalls(services)).toMatchObject({ calls: 60, refunds: 1 });
  expect(await left()).toBe(0);
});

test("counting a day anew leaves what is new to be added once, and puts right what was changed by hand", async () => {
  const at = today() - 15 * DAY_MS;
  const refunded = await call({ atMs: at, feature: "chat" });
  await rollUpCalls(services);
  await services.db.pool.query("UPDATE usage_day SET calls = 7 WHERE day = $1", [new Date(at)]);
  await refund(refunded, "0.000000030");
  await call({ atMs: at });
  await services.db.pool.query("INSERT INTO recount_day VALUES ($1)", [new Date(at)]);
  const day = new Date(at).toISOString().slice(0, 10);
  expect(await rollUpCalls(services)).toMatchObject({ calls: 1, refunds: 1, days: [day] });
  const { rows } = await services.db.pool.query(
    "SELECT sum(calls)::integer AS calls, sum(refunded_nano)::integer AS back FROM usage_day WHERE day = $1",
    [new Date(at)],
  );
  expect(rows).toEqual([{ calls: 2, back: 30 }]);
});

test("a refund whose call was taken out of the roll-ups has its day counted anew", async () => {
  const at = today() - 18 * DAY_MS;
  const id = await call({ atMs: at });
  await rollUpCalls(services);
  await services.db.pool.query("DELETE FROM usage_day WHERE day = $1", [new Date(at)]);
  await refund(id, "0.000000030");
  expect(await rollUpCalls(services)).toMatchObject({ refunds: 1, days: [new Date(at).toISOString().slice(0, 10)] });
  expect(await left()).toBe(0);
});

test("where answers came from is counted apart, and an own key's at the endpoint's price", async () => {
  const { prisma } = services.db;
  const { endpointId } = await addEndpoint(finance.workspaceId);
  const prices = { input: "1000000000", output: "2000000000" };
  const effectiveAt = new Date(today() - DAY_MS);
  await prisma.priceVersion.create({ data: { id: "prc_listed", endpointId, prices, effectiveAt } });
  const served = { workspaceId: "wsp_served", priceVersionId: "prc_listed" };
  const legs: [bigint, bigint, bigint] = [0n, 70_000n, 0n];
  await call({ change: served });
  await call({ legs, change: { ...served, feeVersionId: "fee_cached_initial" } });
  await call({ legs, change: { ...served, feeVersionId: "fee_own_key_initial" } });
  await rollUpCalls(services);
  const rows = await prisma.usageDay.findMany({ where: { workspaceId: "wsp_served" }, orderBy: { servedFrom: "asc" } });
  expect(rows.map(({ servedFrom, listedNano, calls }) => [servedFrom, listedNano, calls])).toEqual([
    ["cache", 0n, 1],
    ["own_key", 1_400_000n, 1],
    ["provider", 0n, 1],
  ]);
});
