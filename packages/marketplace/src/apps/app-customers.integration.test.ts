import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { beforeAll, expect, test } from "vitest";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { recordAttribution } from "../settlement/record-attribution.ts";
import { UsageEvent } from "../settlement/usage-event.ts";
import { newPerson, type Person, services, stranger, useVerbs } from "../testing/verbs.ts";
import { exportUsage } from "../usage/export-usage.ts";
import { getUsage } from "../usage/get-usage.ts";
import { acceptConnection } from "./accept-connection.ts";
import { exportAppCustomers } from "./export-app-customers.ts";
import { exportAppAttribution, getAppAttribution } from "./get-app-attribution.ts";
import { getAppCustomer } from "./get-app-customer.ts";
import { listAppCustomers } from "./list-app-customers.ts";
import { getDirectoryApp, listDirectory } from "./list-directory.ts";
import { publishMargin } from "./publish-margin.ts";
import { registerApp } from "./register-app.ts";
import { revokeGrant } from "./revoke-grant.ts";
import { updateApp } from "./update-app.ts";

useVerbs();

let builder: Person;
let alpha: Person;
let beta: Person;
let appId = "";
let scope: { workspaceId: string; appId: string };

async function settle(customer: Person, surcharge: bigint, said: object | null = null): Promise<void> {
  const callId = callIdAt(Date.now());
  const row = settlementRow(callId, {
    workspaceId: customer.workspaceId,
    builderWorkspaceId: builder.workspaceId,
    legs: [100n, 5n, surcharge],
  });
  await recordAttribution(services.db, [eventOf(callId, said), eventOf(callId, said)]);
  await settleCalls(services.db.pool, [{ ...row, appId }]);
}

function eventOf(id: string, said: unknown): UsageEvent {
  const ids = { wsp: "w", key: "k", app: null, grant: null, builder: null, model: "a/b", provider: null, payee: null };
  const legs = { cost: "0", fee: "0", surcharge: "0" };
  const ending = { outcome: "completed", source: "none", finish: null, attempts: [], streamed: false, firstMs: null };
  const versions = { endpoint: null, price: null, fee: "f", margin: null, units: {}, legs, hold: "0" };
  return UsageEvent.parse({ v: 1, id, ...ids, ...versions, ...ending, ms: 1, at: 1, for: said });
}

beforeAll(async () => {
  builder = await newPerson("Builder");
  alpha = await newPerson("Alpha");
  beta = await newPerson("Beta");
  const { workspaceId } = builder;
  const app = await registerApp(await builder.ctx(), { workspaceId, name: "Writer", url: "https://writer.example" });
  appId = app.id;
  scope = { workspaceId, appId };
  const { margin } = await publishMargin(await builder.ctx(), { ...scope, percent: "10" });
  for (const customer of [alpha, beta])
    await acceptConnection(await customer.ctx(), {
      appId,
      workspaceId: customer.workspaceId,
      marginVersionId: margin.id,
      monthlyCapUsd: customer === alpha ? "5" : null,
    });
  await settle(alpha, 10n, { user: "u-1", tenant: "north", feature: "chat" });
  await settle(alpha, 20n, { user: "u-2", tenant: "north", feature: "search" });
  await settle(alpha, 30n);
  await settle(beta, 40n, { user: "u-1", feature: "chat" });
  await rollUpCalls(services);
});

test("customers are listed with what they paid, what it earned, their cap, consent and last call", async () => {
  const { customers, total, count } = await listAppCustomers(await builder.ctx(), scope);
  expect(count).toBe(2);
  expect(total).toMatchObject({ calls: 4, surchargeNano: 100n, chargeNano: 520n });
  expect(customers).toMatchObject([
    { name: expect.stringContaining("Alpha"), surchargeNano: 60n, capNano: 5_000_000_000n, state: "active" },
    { name: expect.stringContaining("Beta"), surchargeNano: 40n, capNano: null, isAsked: false },
  ]);
  expect(customers[0]?.lastCallAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test("filters and orders narrow the list, and the totals follow", async () => {
  const ctx = await builder.ctx();
  const names = async (input: object) =>
    (await listAppCustomers(ctx, { ...scope, ...input })).customers.map(({ workspaceId }) => workspaceId);
  expect(await names({ search: "BET" })).toEqual([beta.workspaceId]);
  expect(await names({ sort: "calls" })).toEqual([alpha.workspaceId, beta.workspaceId]);
  expect(await names({ sort: "connected" })).toEqual([beta.workspaceId, alpha.workspaceId]);
  expect(await names({ state: "revoked" })).toEqual([]);
  const past = await listAppCustomers(ctx, { ...scope, from: "2026-01-01", to: "2026-01-02" });
  expect(past.total.calls).toBe(0);
  expect(past.customers).toHaveLength(2);
  const { csv } = await exportAppCustomers(ctx, { ...scope, search: "alpha" });
  expect(csv).toContain("# surcharge_nano_usd,60");
});

test("one customer's calls are told by day and model, and a workspace that is no customer is none", async () => {
  const ctx = await builder.ctx();
  const detail = await getAppCustomer(ctx, { ...scope, customerId: alpha.workspaceId });
  expect(detail).toMatchObject({
    customer: { surchargeNano: 60n },
    byDay: [{ calls: 3, surchargeNano: 60n }],
    byModel: [{ modelId: "acme/echo-1", calls: 3 }],
  });
  await expect(getAppCustomer(ctx, { ...scope, customerId: builder.workspaceId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("an announced higher margin is seen as asked, and a customer who leaves as revoked", async () => {
  await publishMargin(await builder.ctx(), { ...scope, percent: "20" });
  const grant = await services.db.prisma.grant.findFirstOrThrow({ where: { appId, workspaceId: beta.workspaceId } });
  await revokeGrant(await beta.ctx(), { workspaceId: beta.workspaceId, grantId: grant.id });
  const { customers } = await listAppCustomers(await builder.ctx(), scope);
  expect(customers.map(({ state, isAsked }) => ({ state, isAsked }))).toEqual([
    { state: "active", isAsked: true },
    { state: "revoked", isAsked: false },
  ]);
});

test("attribution counts each call under what it said, and says how much was said of all", async () => {
  const ctx = await builder.ctx();
  const byFeature = await getAppAttribution(ctx, { ...scope, by: "feature" });
  expect(byFeature.groups).toMatchObject([
    { value: "chat", calls: 2, customers: 2, surchargeNano: 50n },
    { value: "search", calls: 1, customers: 1, surchargeNano: 20n },
  ]);
  expect(byFeature.said.calls).toBe(3);
  expect(byFeature.all).toMatchObject({ calls: 4, surchargeNano: 100n });
  const ofAlpha = await getAppAttribution(ctx, { ...scope, by: "user", customerId: alpha.workspaceId });
  expect(ofAlpha.groups.map(({ value }) => value)).toEqual(["u-2", "u-1"]);
  expect((await exportAppAttribution(ctx, { ...scope, by: "tenant" })).csv).toContain("north,1,2");
});

test("the customer's own usage groups by the same words", async () => {
  const { workspaceId } = alpha;
  const usage = await getUsage(await alpha.ctx(), { workspaceId, groupBy: "user" });
  expect(usage.groups.map(({ id, calls }) => [id, calls])).toEqual([
    ["u-2", 1],
    ["u-1", 1],
  ]);
  expect(usage.total.calls).toBe(2);
  expect((await exportUsage(await alpha.ctx(), { workspaceId, groupBy: "tenant" })).csv).toContain("north");
});

test("rolling up again changes nothing", async () => {
  const before = await services.db.prisma.attributionDay.findMany();
  await services.db.prisma.jobWatermark.deleteMany();
  await rollUpCalls(services);
  expect(await services.db.prisma.attributionDay.findMany()).toEqual(before);
});

test("an app is in the directory only when its builder says so, described and in service", async () => {
  expect((await listDirectory(stranger(), {})).apps).toEqual([]);
  const ctx = await builder.ctx();
  await expect(updateApp(ctx, { ...scope, listed: true })).rejects.toMatchObject({ field: "description" });
  await updateApp(ctx, { ...scope, listed: true, description: "Writes with you." });
  const { apps } = await listDirectory(stranger(), { search: "writes" });
  expect(apps).toMatchObject([{ id: appId, name: "Writer", margin: { basisPoints: 1000 } }]);
  expect(await getDirectoryApp(stranger(), { appId })).toMatchObject({
    connectUrl: `https://console.test/connect/${appId}`,
    examples: [{ surchargeNano: 1_000_000n }],
  });
  expect((await listDirectory(stranger(), { search: "%" })).apps).toEqual([]);
  await updateApp(ctx, { ...scope, status: "archived" });
  await expect(getDirectoryApp(stranger(), { appId })).rejects.toMatchObject({ code: "not_found" });
  await updateApp(ctx, { ...scope, status: "active", listed: false });
  expect((await listDirectory(stranger(), {})).apps).toEqual([]);
});
