import { type Context, Hono } from "hono";
import { z } from "zod";
import { PAGE_HEADERS } from "../pages/layout.ts";
import { giveRequirements, ONBOARDING_REQUIREMENTS } from "./accounts.ts";
import { warnOfFraud } from "./attempt-payment.ts";
import { addBalanceTransaction } from "./balance.ts";
import { controlPage } from "./control-page.ts";
import { closeDispute, openDispute } from "./disputes.ts";
import type { StripeAccount } from "./emit-event.ts";
import { failRefund, succeedRefund } from "./refunds.ts";
import { settleDue } from "./settle-due.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { idOf } from "./stripe-id.ts";
import { Fault, WebhookMode } from "./stripe-store.ts";
import { payRecipient, settlePayout } from "./transfers.ts";

const Mode = z.strictObject({ mode: WebhookMode });
const Deliver = z.strictObject({ event: z.string().optional() });
const Advance = z.strictObject({
  seconds: z
    .number()
    .int()
    .min(1)
    .max(400 * 24 * 60 * 60),
});
const Funds = z.strictObject({ amount: z.number().int().min(1).max(100_000_000_000) });
const NewDispute = z.strictObject({
  charge: z.string(),
  reason: z.string().default("fraudulent"),
  inquiry: z.boolean().default(false),
  amount: z.number().int().min(1).optional(),
});
const Warning = z.strictObject({ charge: z.string() });
const RefundEnd = z.strictObject({ outcome: z.enum(["succeeded", "failed"]) });
const DisputeEnd = z.strictObject({ outcome: z.enum(["won", "lost"]) });
const RecipientPayout = z.strictObject({
  outcome: z.enum(["paid", "failed"]),
  amount: z.number().int().min(1).default(1000),
});
const AccountState = z.strictObject({ missing: z.array(z.enum(ONBOARDING_REQUIREMENTS)) });
const PayoutEnd = z.strictObject({ outcome: z.enum(["paid", "failed"]) });

/** The switches that make the simulated Stripe slow, lossy or unlucky, and a journal of what happened. */
export function controlRoutes(account: StripeAccount, publicUrl: () => string): Hono {
  const { store } = account;
  const routes = new Hono();
  // Buttons of the page come back to it.
  routes.use(async (c, next) => {
    await next();
    if (isForm(c) && c.res.ok) c.res = c.redirect("/sandbox/stripe", 303);
  });
  routes.get("/", async (c) => c.body(await controlPage(store), 200, PAGE_HEADERS));
  routes.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof StripeApiError) return c.json({ error: error.message }, 400);
    throw error;
  });
  routes.get("/journal", (c) => {
    const { webhookMode, deliveries, faults, due, calls: requests } = store.state;
    return c.json({ mode: webhookMode, now: store.now(), faults, due, requests, deliveries });
  });
  routes.post("/faults", async (c) => {
    store.state.faults.push(await read(c, Fault));
    await store.save();
    return c.json({ faults: store.state.faults });
  });
  routes.delete("/faults", async (c) => {
    store.state.faults = [];
    await store.save();
    return c.json({ faults: [] });
  });
  routes.post("/clock", async (c) => {
    store.state.clockAheadSeconds += (await read(c, Advance)).seconds;
    await settleDue(account, publicUrl());
    return c.json({ now: store.now() });
  });
  addWebhookSwitches(routes, account);
  addHappenings(routes, account);
  addRecipientHappenings(routes, account);
  return routes;
}

function addWebhookSwitches(routes: Hono, { store, webhooks }: StripeAccount): void {
  routes.post("/webhooks", async (c) => {
    await webhooks.setMode((await read(c, Mode)).mode);
    return c.json({ mode: webhooks.mode });
  });
  routes.post("/webhooks/deliver", async (c) => {
    const { event: id } = await read(c, Deliver);
    if (id === undefined) return c.json({ deliveries: await webhooks.deliverHeld() });
    const event = store.state.events[id] ?? store.state.thinEvents[id];
    if (event === undefined) return c.json({ error: `There is no event ${id}.` }, 404);
    return c.json({ deliveries: [await webhooks.resend(event)] });
  });
  routes.post("/webhooks/idle", async (c) => {
    await webhooks.idle();
    return c.json({ idle: true });
  });
}

/** Things that happen outside: at the buyer's bank, at ours, at the processor. */
function addHappenings(routes: Hono, account: StripeAccount): void {
  const { store } = account;
  routes.post("/funds", async (c) => {
    const { amount } = await read(c, Funds);
    const change = { type: "topup", category: "topup", amount, currency: "usd", source: null } as const;
    return await done(c, account, addBalanceTransaction(store, change));
  });
  routes.post("/disputes", async (c) => {
    const { charge: id, ...cause } = await read(c, NewDispute);
    return await done(c, account, openDispute(account, known(chargeOf(account, id), id), cause));
  });
  routes.post("/disputes/:id", async (c) => {
    const dispute = known(store.state.disputes[c.req.param("id")], c.req.param("id"));
    closeDispute(account, dispute, (await read(c, DisputeEnd)).outcome);
    return await done(c, account, dispute);
  });
  routes.post("/fraud_warnings", async (c) => {
    const { charge: id } = await read(c, Warning);
    return await done(c, account, warnOfFraud(account, known(chargeOf(account, id), id)));
  });
  routes.post("/refunds/:id", async (c) => {
    const refund = known(store.state.refunds[c.req.param("id")], c.req.param("id"));
    const { outcome } = await read(c, RefundEnd);
    (outcome === "failed" ? failRefund : succeedRefund)(account, refund);
    return await done(c, account, refund);
  });
  routes.post("/payouts/:id", async (c) => {
    const payout = known(store.state.payouts[c.req.param("id")], c.req.param("id"));
    settlePayout(account, payout, (await read(c, PayoutEnd)).outcome);
    return await done(c, account, payout);
  });
}

/** Things that happen to a payee: their bank takes or refuses money, the processor wants to know more. */
function addRecipientHappenings(routes: Hono, account: StripeAccount): void {
  const { store } = account;
  routes.post("/accounts/:id/payouts", async (c) => {
    const { id } = known(store.state.accounts[c.req.param("id")], c.req.param("id"));
    return await done(c, account, payRecipient(account, id, await read(c, RecipientPayout)));
  });
  routes.post("/accounts/:id", async (c) => {
    const target = known(store.state.accounts[c.req.param("id")], c.req.param("id"));
    giveRequirements(account, target, (await read(c, AccountState)).missing);
    return await done(c, account, target);
  });
}

async function read<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  return schema.parse(isForm(c) ? await readForm(c) : await c.req.json().catch(() => ({})));
}

function isForm(c: Context): boolean {
  return c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
}

async function readForm(c: Context): Promise<Record<string, unknown>> {
  const fields = Object.entries(await c.req.parseBody());
  return Object.fromEntries(fields.map(([name, text]) => [name, /^\d+$/.test(String(text)) ? Number(text) : text]));
}

/** A charge by its id or its payment intent's. */
function chargeOf({ store }: StripeAccount, id: string) {
  return store.state.charges[id] ?? store.state.charges[idOf(store.state.paymentIntents[id]?.latest_charge) ?? ""];
}

function known<T>(object: T | undefined, id: string): T {
  if (object === undefined) throw new StripeApiError({ status: 404, message: `There is no ${id}.` });
  return object;
}

async function done(c: Context, { store, webhooks }: StripeAccount, object: object): Promise<Response> {
  await store.save();
  await webhooks.idle();
  return c.json(object);
}
