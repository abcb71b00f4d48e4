import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { beforeAll, expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { exportCalls } from "../calls/export-calls.ts";
import { getCallReceipt } from "../calls/get-call-receipt.ts";
import { getOverview } from "../calls/get-overview.ts";
import { listCalls } from "../calls/list-calls.ts";
import { refundCall } from "../corrections/refund-call.ts";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { newDutyHolder } from "../testing/duties.ts";
import { newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { exportUsage } from "./export-usage.ts";
import { getActivity } from "./get-activity.ts";
import { getUsage } from "./get-usage.ts";

useVerbs();

const DAY_MS = 86_400_000;
const today = () => Math.floor(Date.now() / DAY_MS) * DAY_MS;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
let customer: Person;
let keyId = "";

async function settle(atMs: number, cost: bigint, change: object = {}): Promise<void> {
  const row = settlementRow(callIdAt(atMs), { workspaceId: customer.workspaceId, legs: [cost, 5n, 0n] });
  expect(await settleCalls(services.db.pool, [{ ...row, keyId, ...change }])).toHaveLength(1);
}

beforeAll(async () => {
  customer = await newPerson("Customer");
  const created = await createApiKey(await customer.ctx(), { workspaceId: customer.workspaceId, name: "Shop" });
  keyId = created.key.id;
  await settle(today() - 1, 100n);
  await settle(today(), 10n, { modelId: "acme/other" });
  await settle(today(), 20n, { appId: "app_x", units: { input: 7, cache_read: 3, output: 4, reasoning: 6 } });
  await settle(today(), 0n, { outcome: "failed", providerId: null, endpointId: null, units: {}, legs: zero });
  await rollUpCalls(services);
});

const feeOnly = { costNano: 0n, feeNano: 5n, surchargeNano: 0n, chargeNano: 5n };
const zero = { costNano: 0n, feeNano: 0n, surchargeNano: 0n, chargeNano: 0n };

test("usage adds up to the calls, whatever it is grouped by", async () => {
  const { workspaceId } = customer;
  for (const groupBy of ["model", "provider", "app", "key", "member", "served_from"] as const) {
    const usage = await getUsage(await customer.ctx(), { workspaceId, groupBy });
    expect(usage.total).toMatchObject({
      calls: 4,
      failedCalls: 1,
      chargeNano: 145n,
      inputTokens: 2010,
      outputTokens: 410,
    });
    expect(usage.groups.reduce((sum, group) => sum + group.chargeNano, 0n)).toBe(145n);
    const days = usage.byDay.flatMap(({ groups }) => [...groups.values()]);
    expect(days.reduce((sum, used) => sum + used.chargeNano, 0n)).toBe(145n);
    expect(usage.byDay).toHaveLength(30);
  }
});

test("groups carry names people know, most spent first", async () => {
  const { workspaceId } = customer;
  const names = async (groupBy: "app" | "key" | "member" | "provider") =>
    (await getUsage(await customer.ctx(), { workspaceId, groupBy })).groups.map(({ name }) => name);
  expect(await names("key")).toEqual(["Shop"]);
  expect(await names("member")).toEqual(["Customer"]);
  expect(await names("app")).toEqual(["Own keys", "app_x"]);
  expect(await names("provider")).toEqual(["prv_test", "Nobody served"]);
});

test("filters narrow and the range is of whole UTC days", async () => {
  const { workspaceId } = customer;
  const ctx = await customer.ctx();
  const yesterday = dayOf(today() - DAY_MS);
  expect((await getUsage(ctx, { workspaceId, from: yesterday, to: yesterday })).total.chargeNano).toBe(105n);
  expect((await getUsage(ctx, { workspaceId, modelId: "acme/other" })).total.chargeNano).toBe(15n);
  expect((await getUsage(ctx, { workspaceId, appId: "" })).total.calls).toBe(3);
  await expect(getUsage(ctx, { workspaceId, from: "2026-03-02", to: "2026-03-01" })).rejects.toMatchObject({
    code: "invalid_input",
    field: "from",
  });
});

test("rolling up again, and side by side, changes nothing; a late call joins its day", async () => {
  const { workspaceId } = customer;
  const before = await services.db.prisma.usageDay.findMany();
  await Promise.all([rollUpCalls(services), rollUpCalls(services)]);
  expect(await services.db.prisma.usageDay.findMany()).toEqual(before);
  await settle(today() - 3 * DAY_MS, 1n);
  await rollUpCalls(services);
  const day = dayOf(today() - 3 * DAY_MS);
  expect((await getUsage(await customer.ctx(), { workspaceId, from: day, to: day })).total.chargeNano).toBe(6n);
});

test("cached and own-key calls are told apart: grouped, filtered, listed, downloaded", async () => {
  const { workspaceId } = customer;
  const ctx = await customer.ctx();
  const at = today() - 4 * DAY_MS;
  const of = { modelId: "acme/told-apart", priceVersionId: null };
  await settle(at, 100n, of);
  await settle(at, 0n, { ...of, feeVersionId: "fee_cached_initial", legs: feeOnly });
  await settle(at, 0n, { ...of, feeVersionId: "fee_own_key_initial", legs: feeOnly });
  await rollUpCalls(services);
  const { groups } = await getUsage(ctx, { workspaceId, modelId: "acme/told-apart", groupBy: "served_from" });
  expect(groups.map(({ name, calls, chargeNano }) => [name, calls, chargeNano])).toEqual([
    ["Provider", 1, 105n],
    ["Cache", 1, 5n],
    ["Own provider key", 1, 5n],
  ]);
  const cached = await getUsage(ctx, { workspaceId, modelId: "acme/told-apart", servedFrom: "cache" });
  expect(cached.total).toMatchObject({ calls: 1, cachedCalls: 1, ownKeyCalls: 0, chargeNano: 5n });
  const listed = async (servedFrom?: "provider" | "cache" | "own_key") =>
    (await listCalls(ctx, { workspaceId, modelId: "acme/told-apart", servedFrom })).calls.map((one) => one.servedFrom);
  expect((await listed()).toSorted()).toEqual(["cache", "own_key", "provider"]);
  expect(await listed("own_key")).toEqual(["own_key"]);
  const failed = (await listCalls(ctx, { workspaceId, outcome: "failed" })).calls;
  expect(failed.map((one) => one.servedFrom)).toEqual([null]);
  const lines: string[] = [];
  for await (const piece of await exportCalls(ctx, { workspaceId, modelId: "acme/told-apart", servedFrom: "cache" }))
    lines.push(piece);
  expect(lines.join("").trim().split("\r\n")).toHaveLength(2);
  expect(lines.join("")).toContain(",cache,Shop,");
  expect((await exportUsage(ctx, { workspaceId, modelId: "acme/told-apart" })).csv).toContain(
    "acme/told-apart,3,0,1,1,",
  );
});

test("activity is what calls say, from roll-ups, also before a pass has counted them", async () => {
  const { workspaceId } = customer;
  const ctx = await customer.ctx();
  const [finance, date] = [await newDutyHolder("finance"), dayOf(today() - 7 * DAY_MS)];
  const of = {
    modelId: "acme/active",
    priceVersionId: null,
    units: { input: 10, cache_read: 5, output: 3, reasoning: 2 },
  };
  const lines = async () =>
    (await getActivity(ctx, { workspaceId, date })).map((one) => [
      one.calls,
      one.promptTokens,
      one.completionTokens,
      one.reasoningTokens,
      one.chargeNano,
    ]);
  await settle(today() - 7 * DAY_MS, 100n, of);
  await rollUpCalls(services);
  await settle(today() - 7 * DAY_MS, 200n, of);
  await settle(today() - 7 * DAY_MS, 0n, { ...of, outcome: "failed", endpointId: null, units: {}, legs: zero });
  expect(await lines()).toEqual([[2, 30, 10, 4, 310n]]);
  const [call] = (await listCalls(ctx, { workspaceId, modelId: "acme/active", outcome: "completed" })).calls;
  await refundCall(await finance.ctx(), {
    callId: call?.generationId ?? "",
    amountUsd: "0.000000060",
    reason: "It was cut off",
  });
  expect(await lines()).toEqual([[2, 30, 10, 4, 250n]]);
  await rollUpCalls(services);
  expect(await lines()).toEqual([[2, 30, 10, 4, 250n]]);
});

test("the download holds the same sums and proves itself", async () => {
  const { workspaceId } = customer;
  const ctx = await customer.ctx();
  const usage = await getUsage(ctx, { workspaceId, groupBy: "key" });
  const { csv, fileName } = await exportUsage(ctx, { workspaceId, groupBy: "key" });
  expect(fileName).toContain("usage-by-key");
  expect(csv).toContain(`# charge_nano_usd,${usage.total.chargeNano}\r\n`);
  expect(csv).toMatch(/# sha256,[0-9a-f]{64}/);
});

test("a refund shows beside what was charged, on the day of the call, in figures, lists, receipts and downloads", async () => {
  const { workspaceId } = customer;
  const [ctx, finance] = [await customer.ctx(), await newDutyHolder("finance")];
  const at = today() - 5 * DAY_MS;
  await settle(at, 100n, { modelId: "acme/refunded" });
  await rollUpCalls(services);
  const [call] = (await listCalls(ctx, { workspaceId, modelId: "acme/refunded" })).calls;
  const callId = call?.generationId ?? "";
  await refundCall(await finance.ctx(), { callId, amountUsd: "0.000000060", reason: "It was cut off" });
  await rollUpCalls(services);
  const day = dayOf(at);
  const { total } = await getUsage(ctx, { workspaceId, from: day, to: day });
  expect(total).toMatchObject({ chargeNano: 105n, refundedNano: 60n });
  const overview = await getOverview(ctx, { workspaceId });
  expect(overview.byModel.find(({ id }) => id === "acme/refunded")?.spentNano).toBe(45n);
  const [listed] = (await listCalls(ctx, { workspaceId, modelId: "acme/refunded" })).calls;
  expect(listed).toMatchObject({ chargeNano: 105n, refundedNano: 60n });
  const receipt = await getCallReceipt(ctx, { workspaceId, callId });
  expect(receipt.refunds).toMatchObject([{ amountNano: 60n, reason: "It was cut off" }]);
  const { csv } = await exportUsage(ctx, { workspaceId, from: day, to: day });
  expect(csv).toContain("# refunded_nano_usd,60\r\n# net_charge_nano_usd,45\r\n");
  const lines: string[] = [];
  for await (const piece of await exportCalls(ctx, { workspaceId, modelId: "acme/refunded" })) lines.push(piece);
  expect(lines.join("")).toContain(",105,0.000000105,60,45,");
});

test("nobody sees another workspace's usage", async () => {
  const stranger = await (await newPerson("Stranger")).ctx();
  const { workspaceId } = customer;
  await expect(getUsage(stranger, { workspaceId })).rejects.toMatchObject({ code: "not_found" });
  await expect(exportUsage(stranger, { workspaceId })).rejects.toMatchObject({ code: "not_found" });
});
