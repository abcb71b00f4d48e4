import { addCall, addEndpoint, type Person, services } from "@tollgate/marketplace/testing/verbs";
import { createCaller } from "../app-router.ts";
import type { Belongings } from "./attacks.ts";

/** Gives a person one of everything. */
export async function everythingOf(person: Person): Promise<Belongings> {
  const caller = createCaller(await person.ctx());
  const { workspaceId, slug } = person;
  const { key } = await caller.keys.create({ workspaceId, name: "secret-project" });
  const app = await caller.apps.register({ workspaceId, name: "Secret app", url: "https://secret.example" });
  const testKey = await caller.testMode.createKey({ workspaceId, appId: app.id, name: "Secret test" });
  const marginVersionId = app.inForce?.id ?? "";
  const { grantId } = await caller.connect.accept({ workspaceId, appId: app.id, marginVersionId });
  const paymentId = `pay_${workspaceId}`;
  await services.db.prisma.payment.create({
    data: { id: paymentId, workspaceId, createdById: person.userId, amountCents: 500, creditNano: 5_000_000_000n },
  });
  const cardId = `pm_${workspaceId}`;
  await services.db.prisma.billingProfile.create({ data: { workspaceId, customerId: `cus_${workspaceId}` } });
  await services.db.prisma.savedCard.create({
    data: { id: cardId, workspaceId, brand: "visa", last4: "4242", expMonth: 12, expYear: 2040 },
  });
  const callId = await addCall(workspaceId, key.id);
  const { providerId, endpointId } = await addEndpoint(workspaceId);
  const providerKeyId = `pky_${workspaceId}`;
  const credentialSealed = services.keyRing.seal("sk-secret", providerKeyId);
  await services.db.prisma.providerKey.create({
    data: { id: providerKeyId, workspaceId, providerId, credentialSealed, hint: "…cret" },
  });
  const { webhook } = await caller.webhooks.create({
    workspaceId,
    url: "https://secret.example/hook",
    events: ["budget.threshold"],
  });
  const { deliveryId } = await caller.webhooks.test({ workspaceId, webhookId: webhook.id });
  const { invitation } = await caller.members.invite({
    workspaceId,
    email: `guest-${workspaceId}@secret.example`,
    role: "member",
  });
  return {
    workspaceId,
    slug,
    keyId: key.id,
    appId: app.id,
    testKeyId: testKey.key.id,
    marginVersionId,
    grantId,
    paymentId,
    cardId,
    callId,
    providerId,
    endpointId,
    userId: person.userId,
    webhookId: webhook.id,
    providerKeyId,
    deliveryId,
    invitationId: invitation.id,
  };
}
