import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { mails, newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { openReceiver, type WebhookReceiver } from "../testing/webhook-receiver.ts";
import { type CreatedWebhook, createWebhook } from "./create-webhook.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import { exportWebhookDeliveries } from "./export-webhook-deliveries.ts";
import { forgetDeliveries } from "./forget-deliveries.ts";
import { listWebhookDeliveries } from "./list-webhook-deliveries.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { resendDelivery } from "./resend-delivery.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { rotateWebhookSecret } from "./rotate-webhook-secret.ts";
import { sendTestEvent } from "./send-test-event.ts";
import { updateWebhook } from "./update-webhook.ts";
import { DELIVERIES_KEPT_DAYS, SWITCH_OFF_AFTER_DAYS } from "./webhook-events.ts";

useVerbs();

const START = new Date("2026-11-25T10:00:00Z");
const LOOPBACK = ["127.0.0.1/32"];
let receiver: WebhookReceiver;
let owner: Person;
let workspaceId: string;
let ctx: Context;

beforeEach(async () => {
  receiver = await openReceiver();
  setClock(START);
  owner = await newPerson();
  mails.length = 0;
  workspaceId = owner.workspaceId;
  ctx = { ...(await owner.ctx()), egressAllow: LOOPBACK };
});
afterEach(async () => {
  await services.db.prisma.webhookEndpoint.deleteMany();
  await receiver.close();
});

const open = () => createWebhook(ctx, { workspaceId, url: receiver.url, events: ["budget.threshold"] });
const deliver = () => deliverWebhooks({ ...services, egressAllow: LOOPBACK });
const after = (ms: number) => setClock(new Date(START.getTime() + ms));
const log = async ({ webhook }: CreatedWebhook) =>
  (await listWebhookDeliveries(ctx, { workspaceId, webhookId: webhook.id })).deliveries;
const sendTest = ({ webhook }: CreatedWebhook) => sendTestEvent(ctx, { workspaceId, webhookId: webhook.id });

/** Verifies a message with Web Crypto, as a receiver would that knows nothing of how it was signed. */
async function verifies(secret: string, message: WebhookReceiver["received"][number] | undefined): Promise<boolean> {
  const { headers, body } = message ?? { headers: {}, body: "" };
  const bytes = new TextEncoder().encode(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
  const material = Uint8Array.from(atob(secret.replace("whsec_", "")), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", material, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  for (const one of String(headers["webhook-signature"]).split(" ")) {
    const signature = Uint8Array.from(atob(one.replace("v1,", "")), (letter) => letter.charCodeAt(0));
    if (await crypto.subtle.verify("HMAC", key, signature, bytes)) return true;
  }
  return false;
}

test("a test event arrives once, signed, and its delivery says so", async () => {
  const created = await open();
  const { deliveryId } = await sendTest(created);
  const runs = await Promise.all([deliver(), deliver(), deliver()]);
  expect(runs.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(1);
  expect(receiver.received).toHaveLength(1);
  const [message] = receiver.received;
  expect(message?.headers).toMatchObject({ "webhook-id": deliveryId, "content-type": "application/json" });
  expect(message?.headers["webhook-timestamp"]).toBe(String(START.getTime() / 1000));
  expect(JSON.parse(message?.body ?? "")).toEqual({
    type: "webhook.test",
    timestamp: START.toISOString(),
    data: { workspace_id: workspaceId },
  });
  expect(await verifies(created.secret, message)).toBe(true);
  expect(await verifies((await open()).secret, message)).toBe(false);
  const [delivery] = await log(created);
  expect(delivery).toMatchObject({ state: "delivered", attempts: 1, lastStatus: 200, deliveredAt: START });
});

test("after a rotation both secrets verify for a day, then only the new one", async () => {
  const first = await open();
  const second = await rotateWebhookSecret(ctx, { workspaceId, webhookId: first.webhook.id });
  await sendTest(first);
  await deliver();
  expect(await verifies(first.secret, receiver.received[0])).toBe(true);
  expect(await verifies(second.secret, receiver.received[0])).toBe(true);
  after(86_400_000);
  await sendTest(first);
  await deliver();
  expect(await verifies(first.secret, receiver.received[1])).toBe(false);
  expect(await verifies(second.secret, receiver.received[1])).toBe(true);
});

test("a message that fails is tried again after growing waits, then given up, and sent again when asked to", async () => {
  const created = await open();
  const { deliveryId } = await sendTest(created);
  receiver.status = 500;
  let at = 0;
  for (let tries = 1; tries <= 8; tries++) {
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
    expect(receiver.received).toHaveLength(tries);
    const waitMs = retryDelayMs(tries);
    if (waitMs === null) break;
    after(at + waitMs - 1);
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 });
    at += waitMs;
    after(at);
  }
  expect((await log(created))[0]).toMatchObject({ state: "failed", attempts: 8, lastStatus: 500, nextAttemptAt: null });
  receiver.status = 204;
  await resendDelivery(ctx, { workspaceId, deliveryId });
  expect(await deliver()).toEqual({ delivered: 1, failed: 0 });
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([deliveryId]));
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
});

test("a redirect is not followed and counts as a failure", async () => {
  const created = await open();
  receiver.status = 302;
  await sendTest(created);
  expect(await deliver()).toEqual({ delivered: 0, failed: 1 });
  expect(receiver.received).toHaveLength(1);
});

test("private addresses are refused when a webhook is made, and again when it is sent to", async () => {
  const strict = await owner.ctx();
  for (const url of [
    receiver.url,
    "https://127.0.0.1/",
    "https://169.254.169.254/",
    "https://[::1]/",
    "ftp://a.example",
  ])
    await expect(createWebhook(strict, { workspaceId, url, events: ["budget.threshold"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
  const created = await open();
  await sendTest(created);
  expect(await deliverWebhooks(services)).toEqual({ delivered: 0, failed: 1 });
  expect(receiver.received).toHaveLength(0);
  expect((await log(created))[0]?.lastError).toMatch(/private or reserved address/);
});

test("a webhook at which nothing arrives for days is switched off, its admins get one mail, and what waits goes out when it is on again", async () => {
  const created = await open();
  receiver.status = 503;
  await sendTest(created);
  await deliver();
  after(SWITCH_OFF_AFTER_DAYS * 86_400_000 - 1);
  await sendTest(created);
  await deliver();
  expect((await listWebhooks(ctx, { workspaceId }))[0]).toMatchObject({ enabled: true, failingSince: START });
  expect(mails).toEqual([]);
  after(SWITCH_OFF_AFTER_DAYS * 86_400_000 + 60_000);
  await Promise.all([deliver(), deliver()]);
  expect((await listWebhooks(ctx, { workspaceId }))[0]).toMatchObject({ enabled: false });
  expect(mails.map(({ to }) => to)).toEqual([owner.email]);
  expect(mails[0]?.text).toContain(`/w/${owner.slug}/webhooks`);
  await expect(sendTest(created)).rejects.toMatchObject({ code: "precondition_failed" });
  after(SWITCH_OFF_AFTER_DAYS * 86_400_000 + 3_600_000);
  const before = receiver.received.length;
  await deliver();
  expect(receiver.received).toHaveLength(before);
  receiver.status = 200;
  await updateWebhook(ctx, { workspaceId, webhookId: created.webhook.id, enabled: true });
  expect((await deliver()).delivered).toBeGreaterThan(0);
  expect((await listWebhooks(ctx, { workspaceId }))[0]).toMatchObject({ failingSince: null, switchedOffAt: null });
});

test("a delivery in between makes the days count anew", async () => {
  const created = await open();
  receiver.status = 503;
  await sendTest(created);
  await deliver();
  receiver.status = 200;
  after(86_400_000);
  await deliver();
  receiver.status = 503;
  after(SWITCH_OFF_AFTER_DAYS * 86_400_000);
  await sendTest(created);
  await deliver();
  expect((await listWebhooks(ctx, { workspaceId }))[0]).toMatchObject({ enabled: true });
});

test("a receiver that answers 410 Gone is switched off at once", async () => {
  const created = await open();
  receiver.status = 410;
  await sendTest(created);
  await deliver();
  expect((await listWebhooks(ctx, { workspaceId }))[0]).toMatchObject({ enabled: false, switchedOffAt: START });
  expect(mails).toHaveLength(1);
});

test("messages are kept for thirty days after they are over, and what is still to be sent is never deleted", async () => {
  const { webhook } = await open();
  const keptMs = DELIVERIES_KEPT_DAYS * 86_400_000;
  const ago = (ms: number) => new Date(START.getTime() - ms);
  const old = { endpointId: webhook.id, event: "webhook.test", body: "{}", createdAt: ago(keptMs + 1) };
  const over = { ...old, nextAttemptAt: null };
  const many = Array.from({ length: 2_500 }, (_, index) => ({ ...over, id: `old ${index}`, state: "failed" }));
  await services.db.prisma.webhookDelivery.createMany({
    data: [
      ...many,
      { ...over, id: "delivered", state: "delivered", deliveredAt: ago(keptMs + 1) },
      { ...over, id: "sent again", state: "delivered", deliveredAt: ago(keptMs) },
      { ...over, id: "young", state: "failed", createdAt: ago(keptMs) },
      { ...old, id: "waiting", state: "pending", nextAttemptAt: START },
    ],
  });
  expect(await forgetDeliveries(services)).toEqual({ forgotten: 2_501 });
  const left = async () => (await services.db.prisma.webhookDelivery.findMany()).map(({ id }) => id).sort();
  expect(await left()).toEqual(["sent again", "waiting", "young"]);
  await updateWebhook(ctx, { workspaceId, webhookId: webhook.id, enabled: false });
  expect(await forgetDeliveries(services)).toEqual({ forgotten: 1 });
  expect(await left()).toEqual(["sent again", "young"]);
});

test("deliveries are paged, filtered and downloaded; nobody pages or downloads those of another webhook", async () => {
  const [created, other] = [await open(), await open()];
  const webhookId = created.webhook.id;
  const sent = [];
  for (let n = 0; n < 3; n++) sent.unshift((await sendTest(created)).deliveryId);
  await sendTest(other);
  await deliver();
  const asked = { workspaceId, webhookId, state: "delivered", limit: 2 } as const;
  const first = await listWebhookDeliveries(ctx, asked);
  const second = await listWebhookDeliveries(ctx, { ...asked, cursor: first.nextCursor });
  expect([...first.deliveries, ...second.deliveries].map(({ id }) => id).sort()).toEqual(sent.toSorted());
  expect([first.deliveries.length, second.nextCursor]).toEqual([2, null]);
  const elsewhere = listWebhookDeliveries(ctx, { ...asked, webhookId: other.webhook.id, cursor: first.nextCursor });
  await expect(elsewhere).rejects.toMatchObject({ code: "not_found" });
  let csv = "";
  for await (const piece of await exportWebhookDeliveries(ctx, { workspaceId, webhookId })) csv += piece;
  for (const id of sent) expect(csv).toContain(`${id},webhook.test,delivered,1,200,`);
  expect(csv).toMatch(/deliveries,3/);
  const foreign = exportWebhookDeliveries(ctx, { workspaceId: "wsp_other", webhookId });
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
});
