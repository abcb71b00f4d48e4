import { newId } from "@tollgate/db/ids";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { setWorkspaceLimits } from "../access/set-workspace-limits.ts";
import { acceptConnection } from "../apps/accept-connection.ts";
import { previewConnect } from "../apps/preview-connect.ts";
import { publishMargin } from "../apps/publish-margin.ts";
import { registerApp } from "../apps/register-app.ts";
import { addCall, addEndpoint, newPerson, services, useVerbs } from "../testing/verbs.ts";
import { getOnboarding } from "./get-onboarding.ts";
import { hideChecklist } from "./hide-checklist.ts";

useVerbs();

test("a new workspace has done nothing", async () => {
  const { workspaceId, ctx } = await newPerson("New");
  expect(await getOnboarding(await ctx(), { workspaceId })).toEqual({
    customer: { credit: false, key: false, firstCall: null, budget: false },
    builder: { appId: null, margin: false, connected: false, firstCall: null },
    provider: { provider: false, endpointId: null, price: false, probed: false, approved: false, firstCall: null },
    hidden: [],
  });
});

test("a customer's steps are done by what they did: a key, a call, a budget", async () => {
  const { workspaceId, ctx } = await newPerson("Customer");
  const key = await createApiKey(await ctx(), { workspaceId, name: "First" });
  expect((await getOnboarding(await ctx(), { workspaceId })).customer).toMatchObject({ key: true, firstCall: null });
  const callId = await addCall(workspaceId, key.key.id);
  await addCall(workspaceId, key.key.id);
  const { customer } = await getOnboarding(await ctx(), { workspaceId });
  expect(customer).toMatchObject({ credit: true, firstCall: { id: callId }, budget: false });
  await setWorkspaceLimits(await ctx(), { workspaceId, budgetUsd: "50", budgetReset: "monthly" });
  expect((await getOnboarding(await ctx(), { workspaceId })).customer.budget).toBe(true);
});

test("a builder's steps are about the newest app; a margin of nothing is none", async () => {
  const builder = await newPerson("Builder");
  const scope = { workspaceId: builder.workspaceId };
  const app = await registerApp(await builder.ctx(), { ...scope, name: "Writer", url: "https://writer.example" });
  const progress = async () => (await getOnboarding(await builder.ctx(), scope)).builder;
  expect(await progress()).toEqual({ appId: app.id, margin: false, connected: false, firstCall: null });
  await publishMargin(await builder.ctx(), { ...scope, appId: app.id, percent: "10" });
  expect(await progress()).toMatchObject({ margin: true, connected: false });
  const customer = await newPerson("Payer");
  const asked = { workspaceId: customer.workspaceId, appId: app.id };
  const { margin } = await previewConnect(await customer.ctx(), asked);
  await acceptConnection(await customer.ctx(), { ...asked, marginVersionId: margin?.id ?? "" });
  expect(await progress()).toMatchObject({ connected: true, firstCall: null });
});

test("a provider's steps are about the endpoint that has come furthest", async () => {
  const provider = await newPerson("Provider");
  const { workspaceId } = provider;
  const { endpointId, providerId } = await addEndpoint(workspaceId);
  const model = { name: "Later", author: "acme", contextLength: 8_000, features: [] };
  await services.db.prisma.model.create({
    data: { id: "acme/later", ...model, inputModalities: ["text"], outputModalities: ["text"] },
  });
  const later = { providerId, modelId: "acme/later", baseUrl: "https://later.invalid/v1", upstreamModel: "later" };
  await services.db.prisma.endpoint.create({ data: { id: newId("endpoint"), ...later } });
  const progress = async () => (await getOnboarding(await provider.ctx(), { workspaceId })).provider;
  expect(await progress()).toMatchObject({ provider: true, endpointId, price: true, approved: true, firstCall: null });
  const id = callIdAt(Date.now());
  const row = settlementRow(id, { providerWorkspaceId: workspaceId, legs: [100n, 5n, 0n] });
  await settleCalls(services.db.pool, [{ ...row, endpointId }]);
  expect((await progress()).firstCall).toMatchObject({ id });
});

test("a list is put away for one person alone, and comes back", async () => {
  const { workspaceId, ctx } = await newPerson("Tidy");
  const scope = { workspaceId, track: "builder" as const };
  await hideChecklist(await ctx(), { ...scope, hidden: true });
  await hideChecklist(await ctx(), { ...scope, hidden: true });
  expect((await getOnboarding(await ctx(), { workspaceId })).hidden).toEqual(["builder"]);
  await hideChecklist(await ctx(), { ...scope, hidden: false });
  expect((await getOnboarding(await ctx(), { workspaceId })).hidden).toEqual([]);
  const other = await newPerson("Other");
  await expect(hideChecklist(await other.ctx(), { ...scope, hidden: true })).rejects.toMatchObject({
    code: "not_found",
  });
});
