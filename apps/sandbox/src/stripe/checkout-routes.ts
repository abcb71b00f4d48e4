import { type Context, Hono } from "hono";
import { PAGE_HEADERS } from "../pages/layout.ts";
import { amountOf, type CheckoutForm, checkoutPage, closedPage, confirmPage } from "./checkout-page.ts";
import type { StripeAccount } from "./emit-event.ts";
import { newPaymentMethod } from "./payment-methods.ts";
import { confirmSession, type PaymentResult, paySession, waitsForBuyer } from "./sessions.ts";
import { settleDue } from "./settle-due.ts";
import { idOf } from "./stripe-id.ts";
import type { StoredSession } from "./stripe-store.ts";
import { type CardFields, checkCard } from "./test-cards.ts";

type PageStatus = 200 | 402 | 404 | 410 | 422;

/** The hosted payment page: show, pay, confirm. */
export function checkoutRoutes(account: StripeAccount, publicUrl: () => string): Hono {
  const { store, webhooks } = account;
  const routes = new Hono();
  routes.get("/c/pay/:id", async (c) => {
    await settleDue(account, publicUrl());
    const stored = store.state.sessions[c.req.param("id")];
    if (stored === undefined || stored.session.status !== "open") {
      return showClosed(c, stored);
    }
    const form: CheckoutForm = { fields: emptyFields(stored), errors: {}, declined: null };
    return show(c, await checkoutPage(stored, form), 200);
  });
  routes.post("/c/pay/:id", async (c) => {
    await settleDue(account, publicUrl());
    const stored = store.state.sessions[c.req.param("id")];
    if (stored === undefined || stored.session.status !== "open") {
      return showClosed(c, stored);
    }
    const fields = readFields(await c.req.parseBody());
    const checked = checkCard(fields, new Date());
    if (checked.kind === "refused") {
      const form = { fields: { ...fields, cvc: "" }, errors: checked.errors, declined: null };
      return show(c, await checkoutPage(stored, form), 422);
    }
    const { card, expMonth, expYear } = checked;
    const name = fields.name === "" ? null : fields.name;
    const entry = { card, expMonth, expYear, email: fields.email, name };
    const method = newPaymentMethod({ state: store.state, created: store.now() }, entry);
    const result = paySession(account, stored, method);
    await store.save();
    await webhooks.idle();
    return await follow(c, stored, result);
  });
  routes.get("/c/pay/:id/confirm", async (c) => {
    const stored = store.state.sessions[c.req.param("id")];
    if (stored === undefined || stored.session.status !== "open") {
      return showClosed(c, stored);
    }
    if (!waitsForBuyer(account, stored)) return c.redirect(`/checkout/c/pay/${stored.session.id}`, 303);
    const id = stored.pendingIntentId ?? "";
    const intent = store.state.paymentIntents[id] ?? store.state.setupIntents[id];
    const last4 = store.state.paymentMethods[idOf(intent?.payment_method) ?? ""]?.card?.last4 ?? "";
    const asked = { action: `/checkout/c/pay/${stored.session.id}/confirm`, last4, amount: amountOf(stored) };
    return show(c, await confirmPage(asked), 200);
  });
  routes.post("/c/pay/:id/confirm", async (c) => {
    const stored = store.state.sessions[c.req.param("id")];
    if (stored === undefined) {
      return showClosed(c, stored);
    }
    const approved = (await c.req.parseBody()).approve === "yes";
    const result = confirmSession(account, stored, approved);
    await store.save();
    await webhooks.idle();
    return await follow(c, stored, result);
  });
  return routes;
}

/** Where the buyer goes after an attempt. */
async function follow(c: Context, stored: StoredSession, result: PaymentResult): Promise<Response> {
  switch (result.kind) {
    case "paid":
      return c.redirect(successUrl(stored) ?? "/", 303);
    case "authenticate":
      return c.redirect(`/checkout/c/pay/${stored.session.id}/confirm`, 303);
    case "declined": {
      const form: CheckoutForm = { fields: emptyFields(stored), errors: {}, declined: result.message };
      return show(c, await checkoutPage(stored, form), 402);
    }
    case "closed":
      return await showClosed(c, stored);
  }
}

async function showClosed(c: Context, stored: StoredSession | undefined): Promise<Response> {
  if (stored === undefined) {
    const text = "This address belongs to no checkout session of this sandbox.";
    return show(c, await closedPage({ title: "Nothing to pay here", text, link: null }), 404);
  }
  if (stored.session.status === "complete") {
    const notice = { title: "Already paid", text: "This payment is complete.", link: successUrl(stored) };
    return show(c, await closedPage(notice), 200);
  }
  const text = "This checkout session has expired or was cancelled. Start again from where you came from.";
  return show(c, await closedPage({ title: "This link has expired", text, link: stored.session.cancel_url }), 410);
}

function successUrl(stored: StoredSession): string | null {
  return stored.session.success_url?.replaceAll("{CHECKOUT_SESSION_ID}", stored.session.id) ?? null;
}

function emptyFields(stored: StoredSession): CardFields {
  return { email: stored.session.customer_details?.email ?? "", number: "", expiry: "", cvc: "", name: "" };
}

function readFields(body: Record<string, unknown>): CardFields {
  const text = (name: string) => {
    const value = body[name];
    return typeof value === "string" ? value.trim().slice(0, 200) : "";
  };
  return { email: text("email"), number: text("number"), expiry: text("expiry"), cvc: text("cvc"), name: text("name") };
}

function show(c: Context, page: string, status: PageStatus): Response {
  return c.body(page, status, PAGE_HEADERS);
}
