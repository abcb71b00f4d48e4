import { loadActor } from "@tollgate/marketplace/access/load-actor";
import { signUp } from "@tollgate/marketplace/access/sign-up";
import type { Context } from "@tollgate/marketplace/context";
import { type OpenedServices, openServices } from "@tollgate/marketplace/open-services";
import { TEST_ENCRYPTION_KEYS, TEST_RECEIPT_KEYS } from "@tollgate/marketplace/testing/fixture";
import { throwawayStores } from "@tollgate/marketplace/testing/throwaway-stores";
import { withTwoFactors } from "@tollgate/marketplace/testing/two-factors";
import { createCaller } from "../src/app-router.ts";
import type { Belongings } from "../src/testing/attacks.ts";

export interface Marketplace {
  readonly services: OpenedServices;
  /** Of the workspace that is looked at. */
  readonly ids: Belongings;
  readonly owner: Context;
  readonly finance: Context;
  readonly operator: Context;
  close(): Promise<void>;
}

/** A marketplace on a throwaway database: somebody who pays, builds and serves, and the staff. */
export async function openMarketplace(): Promise<Marketplace> {
  const database = await throwawayStores();
  const services = openServices({
    databaseUrl: database.url,
    redisUrl: database.redisUrl,
    encryptionKeys: TEST_ENCRYPTION_KEYS,
    receiptKeys: TEST_RECEIPT_KEYS,
    consoleUrl: "http://console.test",
    apiUrl: "http://api.test",
    smtp: null,
    payments: null,
    egressAllow: [],
  });
  const quiet = { ...services, mailer: { send: async () => undefined } };
  const stranger: Context = { ...quiet, actor: { kind: "anonymous" } };
  const join = async (name: string, platformRole: "none" | "finance" | "operator" = "none") => {
    const email = `${name}@example.com`;
    const { userId, workspace } = await signUp(stranger, { email, password: "correct horse battery", name });
    await services.db.prisma.user.update({ where: { id: userId }, data: { platformRole } });
    const ctx: Context = { ...quiet, actor: withTwoFactors(await loadActor(services, userId)) };
    return { userId, ctx, workspace };
  };
  const one = await join("owner");
  return {
    services,
    ids: await belongingsOf(one),
    owner: one.ctx,
    finance: (await join("finance", "finance")).ctx,
    operator: (await join("operator", "operator")).ctx,
    close: async () => {
      await services.close();
      await database.close();
    },
  };
}

type Joined = { readonly userId: string; readonly ctx: Context; readonly workspace: { id: string; slug: string } };

async function belongingsOf({ userId, ctx, workspace }: Joined): Promise<Belongings> {
  const { id: workspaceId, slug } = workspace;
  const caller = createCaller(ctx);
  const { key } = await caller.keys.create({ workspaceId, name: "Production" });
  const app = await caller.apps.register({ workspaceId, name: "Writer", url: "https://writer.example" });
  const marginVersionId = app.inForce?.id ?? "";
  const { grantId } = await caller.connect.accept({ workspaceId, appId: app.id, marginVersionId });
  const { webhook } = await caller.webhooks.create({
    workspaceId,
    url: "https://writer.example/hook",
    events: ["budget.threshold"],
  });
  const { deliveryId } = await caller.webhooks.test({ workspaceId, webhookId: webhook.id });
  const { invitation } = await caller.members.invite({ workspaceId, email: "guest@example.com", role: "member" });
  const ends = await addEndpoint(ctx, workspaceId);
  const payment = { id: "pay_bench", workspaceId, createdById: userId, amountCents: 500 };
  await ctx.db.prisma.payment.create({ data: { ...payment, creditNano: 5_000_000_000n } });
  return {
    ...{ workspaceId, slug, keyId: key.id, appId: app.id, marginVersionId, grantId, userId },
    ...{ paymentId: payment.id, cardId: "pm_none", callId: "018f0000-0000-7000-8000-000000000000" },
    ...{ ...ends, webhookId: webhook.id, deliveryId, invitationId: invitation.id },
    ...{ providerKeyId: "pky_none", testKeyId: "tky_none" },
  };
}

async function addEndpoint({ db }: Context, workspaceId: string) {
  const [providerId, endpointId, modelId] = ["prv_bench", "end_bench", "acme/echo-1"];
  await db.prisma.model.create({
    data: {
      ...{ id: modelId, name: "Echo", author: "acme", contextLength: 8_000, features: [] },
      ...{ inputModalities: ["text"], outputModalities: ["text"] },
    },
  });
  await db.prisma.provider.create({ data: { id: providerId, workspaceId, slug: "echo", name: "Echo" } });
  const priceVersion = { id: "prc_bench", prices: { input: "1000000", output: "2000000" } };
  await db.prisma.endpoint.create({
    data: {
      ...{ id: endpointId, providerId, modelId, baseUrl: "https://echo.invalid/v1", upstreamModel: "echo-1" },
      status: "approved",
      priceVersions: { create: { ...priceVersion, effectiveAt: new Date(0) } },
    },
  });
  return { providerId, endpointId };
}
