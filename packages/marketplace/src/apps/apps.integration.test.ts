import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { afterEach, expect, test } from "vitest";
import { CHANGES_CHANNEL } from "../changes.ts";
import { addMember, mails, newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { acceptConnection } from "./accept-connection.ts";
import { acceptMargin } from "./accept-margin.ts";
import { getApp } from "./get-app.ts";
import { listApps } from "./list-apps.ts";
import { listGrants } from "./list-grants.ts";
import { previewConnect } from "./preview-connect.ts";
import { publishMargin } from "./publish-margin.ts";
import { registerApp } from "./register-app.ts";
import { revokeGrant } from "./revoke-grant.ts";
import { setGrantCap } from "./set-grant-cap.ts";
import { updateApp } from "./update-app.ts";
import { withdrawMargin } from "./withdraw-margin.ts";

useVerbs();
afterEach(() => setClock(null));

const DAY_MS = 86_400_000;

async function appWithMargin(builder: Person, percent: string) {
  const ctx = await builder.ctx();
  const { workspaceId } = builder;
  const app = await registerApp(ctx, { workspaceId, name: "Writer", url: "https://writer.example" });
  const { margin } = await publishMargin(ctx, { workspaceId, appId: app.id, percent });
  return { appId: app.id, margin };
}

async function connect(customer: Person, appId: string, marginVersionId: string) {
  return await acceptConnection(await customer.ctx(), { appId, workspaceId: customer.workspaceId, marginVersionId });
}

test("a customer sees the margin, consents to it and gets a key bound to the consent", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  const { workspaceId } = customer;
  const preview = await previewConnect(await customer.ctx(), { appId, workspaceId });
  expect(preview).toMatchObject({ margin: { id: margin.id, basisPoints: 2000 }, ownApp: false, connected: false });
  expect(preview.examples[0].surchargeNano).toBe(2_000_000n);

  const accepted = await acceptConnection(await customer.ctx(), {
    appId,
    workspaceId,
    marginVersionId: preview.margin.id,
    monthlyCapUsd: "50",
  });
  const key = await services.db.prisma.apiKey.findUniqueOrThrow({ where: { id: accepted.key.id } });
  expect(key).toMatchObject({ workspaceId, grantId: accepted.grantId, kind: "inference", name: "Writer" });
  expect(await listGrants(await customer.ctx(), { workspaceId })).toMatchObject([
    { state: "active", accepted: { id: margin.id }, monthlyCapNano: 50_000_000_000n, spentThisMonthNano: 0n },
  ]);
  const [app] = await listApps(await builder.ctx(), { workspaceId: builder.workspaceId });
  expect(app).toMatchObject({ activeGrants: 1, inForce: { id: margin.id }, pending: null });
});

test("consent to a margin that has changed meanwhile is a conflict and connects nothing", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  await publishMargin(await builder.ctx(), { workspaceId: builder.workspaceId, appId, percent: "25" });
  await expect(connect(customer, appId, margin.id)).rejects.toMatchObject({ code: "conflict" });
  expect(await listGrants(await customer.ctx(), { workspaceId: customer.workspaceId })).toEqual([]);
  expect(await services.db.prisma.apiKey.count({ where: { workspaceId: customer.workspaceId } })).toBe(0);
});

test("a higher margin is announced by mail, waits fourteen days and never applies without consent", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  const { grantId } = await connect(customer, appId, margin.id);
  const start = new Date();
  setClock(start);
  const raised = await publishMargin(await builder.ctx(), { workspaceId: builder.workspaceId, appId, percent: "30" });
  expect(raised.needsConsent).toBe(true);
  expect(raised.margin.effectiveAt.getTime()).toBe(start.getTime() + 14 * DAY_MS);
  expect(mails.at(-1)).toMatchObject({ to: customer.email, subject: "Writer asks for a higher margin" });

  const { workspaceId } = customer;
  const grants = async () => await listGrants(await customer.ctx(), { workspaceId });
  expect(await grants()).toMatchObject([
    { state: "active", applied: { id: margin.id }, proposed: { id: raised.margin.id } },
  ]);
  setClock(new Date(start.getTime() + 14 * DAY_MS));
  expect(await grants()).toMatchObject([{ state: "consent_required", applied: null }]);
  await acceptMargin(await customer.ctx(), { workspaceId, grantId, marginVersionId: raised.margin.id });
  expect(await grants()).toMatchObject([{ state: "active", applied: { id: raised.margin.id }, proposed: null }]);
});

test("a lower margin reaches customers at once", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  await connect(customer, appId, margin.id);
  const lowered = await publishMargin(await builder.ctx(), { workspaceId: builder.workspaceId, appId, percent: "15" });
  expect(lowered.needsConsent).toBe(false);
  const [grant] = await listGrants(await customer.ctx(), { workspaceId: customer.workspaceId });
  expect(grant).toMatchObject({ state: "active", accepted: { id: margin.id }, applied: { id: lowered.margin.id } });
});

test("margins published at the same time get different versions", async () => {
  const builder = await newPerson("Builder");
  const { appId } = await appWithMargin(builder, "1");
  const ctx = await builder.ctx();
  const { workspaceId } = builder;
  await Promise.all(["2", "3", "4"].map((percent) => publishMargin(ctx, { workspaceId, appId, percent })));
  const app = await getApp(ctx, { workspaceId, appId });
  expect(app.margins.map((margin) => margin.version)).toEqual([5, 4, 3, 2, 1]);
});

test("disconnecting revokes every key of the app and tells the proxies, and connecting again renews the consent", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  const { workspaceId } = customer;
  const [first, second] = [await connect(customer, appId, margin.id), await connect(customer, appId, margin.id)];
  expect(second.grantId).toBe(first.grantId);
  const heard: string[] = [];
  const subscriber = services.redis.duplicate();
  await subscriber.connect();
  await subscriber.subscribe(CHANGES_CHANNEL);
  const told = new Promise<void>((resolve) => {
    subscriber.on("message", (_, message) => {
      heard.push(message);
      if (message.includes('"app"')) resolve();
    });
  });
  await revokeGrant(await customer.ctx(), { workspaceId, grantId: first.grantId });
  await told;
  subscriber.disconnect();
  const revoked = await services.redis.smembers(redisKeys.revoked(shardOf(workspaceId)));
  expect(revoked).toEqual(expect.arrayContaining([first.key.id, second.key.id]));
  expect(heard).toContain(JSON.stringify({ kind: "key", id: first.key.id }));
  const ctx = await customer.ctx();
  await expect(setGrantCap(ctx, { workspaceId, grantId: first.grantId, monthlyCapUsd: "1" })).rejects.toMatchObject({
    code: "precondition_failed",
  });
  const again = await connect(customer, appId, margin.id);
  expect(again.grantId).toBe(first.grantId);
  expect(await listGrants(ctx, { workspaceId })).toMatchObject([{ state: "active", revokedAt: null }]);
});

test("a cap can be set and taken away", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  const { grantId } = await connect(customer, appId, margin.id);
  const { workspaceId } = customer;
  const ctx = await customer.ctx();
  await setGrantCap(ctx, { workspaceId, grantId, monthlyCapUsd: "0.5" });
  expect(await listGrants(ctx, { workspaceId })).toMatchObject([{ monthlyCapNano: 500_000_000n }]);
  await setGrantCap(ctx, { workspaceId, grantId, monthlyCapUsd: null });
  expect(await listGrants(ctx, { workspaceId })).toMatchObject([{ monthlyCapNano: null }]);
});

test("a workspace may connect its own app", async () => {
  const builder = await newPerson("Builder");
  const { appId, margin } = await appWithMargin(builder, "20");
  await connect(builder, appId, margin.id);
  const [grant] = await listGrants(await builder.ctx(), { workspaceId: builder.workspaceId });
  expect(grant?.ownApp).toBe(true);
});

test("an archived app cannot be connected", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  await updateApp(await builder.ctx(), { workspaceId: builder.workspaceId, appId, status: "archived" });
  await expect(previewConnect(await customer.ctx(), { appId })).rejects.toMatchObject({ code: "not_found" });
  await expect(connect(customer, appId, margin.id)).rejects.toMatchObject({ code: "not_found" });
});

test("members cannot consent for their workspace, change margins or disconnect", async () => {
  const [owner, member] = [await newPerson("Owner"), await newPerson("Member")];
  await addMember(owner.workspaceId, member.userId, "member");
  const { appId, margin } = await appWithMargin(owner, "20");
  const { grantId } = await connect(owner, appId, margin.id);
  const ctx = await member.ctx();
  const { workspaceId } = owner;
  const forbidden = { code: "forbidden" };
  await expect(publishMargin(ctx, { workspaceId, appId, percent: "1" })).rejects.toMatchObject(forbidden);
  await expect(acceptConnection(ctx, { appId, workspaceId, marginVersionId: margin.id })).rejects.toMatchObject(
    forbidden,
  );
  await expect(revokeGrant(ctx, { workspaceId, grantId })).rejects.toMatchObject(forbidden);
});

test.each([
  ["url", { url: "http://writer.example" }],
  ["url", { url: "javascript:alert(1)" }],
  ["url", { url: "https://user:secret@writer.example" }],
  ["callbackUrl", { callbackUrl: "http://10.0.0.1/back" }],
  ["name", { name: "" }],
  ["description", { description: "x".repeat(501) }],
])("an app with a wrong %s is refused and not registered", async (field, wrong) => {
  const builder = await newPerson("Builder");
  const input = { workspaceId: builder.workspaceId, name: "Writer", url: "https://writer.example", ...wrong };
  await expect(registerApp(await builder.ctx(), input)).rejects.toMatchObject({ code: "invalid_input", field });
  expect(await listApps(await builder.ctx(), { workspaceId: builder.workspaceId })).toEqual([]);
});

test("a scheduled margin can be withdrawn until its day, and consent given ahead goes with it", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  const { grantId } = await connect(customer, appId, margin.id);
  const { workspaceId } = builder;
  const start = new Date("2027-03-01T12:00:00Z");
  setClock(start);
  const raised = await publishMargin(await builder.ctx(), {
    workspaceId,
    appId,
    percent: "30",
    effectiveOn: "2027-03-20",
  });
  expect(raised.margin.effectiveAt).toEqual(new Date("2027-03-20T00:00:00Z"));
  const marginVersionId = raised.margin.id;
  await acceptMargin(await customer.ctx(), { workspaceId: customer.workspaceId, grantId, marginVersionId });
  await withdrawMargin(await builder.ctx(), { workspaceId, appId, marginVersionId });
  const app = await getApp(await builder.ctx(), { workspaceId, appId });
  expect(app).toMatchObject({ pending: null, scheduled: [], inForce: { id: margin.id } });
  expect(app.margins[0]).toMatchObject({ id: marginVersionId, withdrawnAt: start });
  setClock(new Date("2027-04-01T00:00:00Z"));
  expect(await listGrants(await customer.ctx(), { workspaceId: customer.workspaceId })).toMatchObject([
    { state: "active", accepted: { id: margin.id }, applied: { id: margin.id }, proposed: null },
  ]);
  const again = withdrawMargin(await builder.ctx(), { workspaceId, appId, marginVersionId });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  const late = withdrawMargin(await builder.ctx(), { workspaceId, appId, marginVersionId: margin.id });
  await expect(late).rejects.toMatchObject({ code: "conflict" });
});

test("consent given ahead to a margin that another one overtakes does not cover the other one", async () => {
  const [builder, customer] = [await newPerson("Builder"), await newPerson("Customer")];
  const { appId, margin } = await appWithMargin(builder, "20");
  const { grantId } = await connect(customer, appId, margin.id);
  const { workspaceId } = builder;
  setClock(new Date("2027-03-01T12:00:00Z"));
  const ctx = await builder.ctx();
  const far = await publishMargin(ctx, { workspaceId, appId, percent: "50", effectiveOn: "2027-04-20" });
  const accepted = { workspaceId: customer.workspaceId, grantId, marginVersionId: far.margin.id };
  await acceptMargin(await customer.ctx(), accepted);
  const near = await publishMargin(ctx, { workspaceId, appId, percent: "30", effectiveOn: "2027-03-20" });
  expect(near.needsConsent).toBe(true);
  setClock(new Date("2027-03-20T00:00:00Z"));
  expect(await listGrants(await customer.ctx(), { workspaceId: customer.workspaceId })).toMatchObject([
    { state: "consent_required", proposed: { id: near.margin.id } },
  ]);
});

test("terms of its own for a model nobody knows are refused", async () => {
  const builder = await newPerson("Builder");
  const { appId } = await appWithMargin(builder, "20");
  const overrides = [{ modelId: "acme/unknown", percent: "5" }];
  const attempt = publishMargin(await builder.ctx(), {
    workspaceId: builder.workspaceId,
    appId,
    percent: "20",
    overrides,
  });
  await expect(attempt).rejects.toMatchObject({ code: "invalid_input", field: "overrides" });
});
