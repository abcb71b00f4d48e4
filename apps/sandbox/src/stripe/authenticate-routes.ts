import { Hono } from "hono";
import { PAGE_HEADERS } from "../pages/layout.ts";
import { answerAuthentication } from "./attempt-payment.ts";
import { closedPage, confirmPage, formatAmount } from "./checkout-page.ts";
import type { StripeAccount } from "./emit-event.ts";
import { answerSetup } from "./setups.ts";
import { idOf } from "./stripe-id.ts";

/** The bank's page for payments and set-ups outside checkout: whoever confirmed them sends the card's owner here. */
export function authenticateRoutes(account: StripeAccount): Hono {
  const { store, webhooks } = account;
  const routes = new Hono();
  const find = (id: string) => ({ intent: store.state.paymentIntents[id], setup: store.state.setupIntents[id] });
  routes.get("/:id", async (c) => {
    const id = c.req.param("id");
    const { intent, setup } = find(id);
    const waiting = intent ?? setup;
    if (waiting?.status !== "requires_action") {
      const notice = { title: "Nothing to confirm", text: "This payment does not wait for you.", link: null };
      return c.body(await closedPage(notice), 410, PAGE_HEADERS);
    }
    const last4 = store.state.paymentMethods[idOf(waiting.payment_method) ?? ""]?.card?.last4 ?? "";
    const amount = intent === undefined ? null : formatAmount(intent.amount, intent.currency);
    return c.body(await confirmPage({ action: `/authenticate/${id}`, last4, amount }), 200, PAGE_HEADERS);
  });
  routes.post("/:id", async (c) => {
    const { intent, setup } = find(c.req.param("id"));
    const back = (intent ?? setup)?.next_action?.redirect_to_url?.return_url;
    const approved = (await c.req.parseBody()).approve === "yes";
    if (intent?.status === "requires_action") answerAuthentication(account, intent, approved);
    if (setup?.status === "requires_action") answerSetup(account, setup, approved);
    await store.save();
    await webhooks.idle();
    return c.redirect(back ?? "/", 303);
  });
  return routes;
}
