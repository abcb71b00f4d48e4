import { Hono } from "hono";
import { z } from "zod";
import { answerApiCall } from "./answer-api-call.ts";
import { ApiLog } from "./api-log.ts";
import { API_VERSION, type StripeAccount } from "./emit-event.ts";
import { WebhookMode } from "./stripe-store.ts";

const ModeInput = z.strictObject({ mode: WebhookMode });
const DeliverInput = z.strictObject({ event: z.string().optional() });

/** The simulated Stripe API and the switches that make its webhooks late, lost or doubled. */
export function stripeRoutes(account: StripeAccount, publicUrl: () => string): Hono {
  const log = new ApiLog();
  const routes = new Hono();
  routes.all("/v1/*", async (c) => {
    const isGet = c.req.method === "GET";
    const idempotencyKey = c.req.header("idempotency-key");
    const request = {
      method: c.req.method,
      path: c.req.path,
      encoded: isGet ? new URL(c.req.url).search.slice(1) : await c.req.text(),
      authorization: c.req.header("authorization"),
      idempotencyKey,
    };
    const reply = await answerApiCall(account, request, publicUrl());
    log.add({
      at: new Date().toISOString(),
      requestId: reply.requestId,
      method: request.method,
      path: request.path,
      status: reply.status,
      idempotencyKey: idempotencyKey ?? null,
      replayed: reply.replayed,
    });
    return new Response(reply.body, {
      status: reply.status,
      headers: {
        "content-type": "application/json",
        "request-id": reply.requestId,
        "stripe-version": c.req.header("stripe-version") ?? API_VERSION,
        ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
        ...(reply.replayed ? { "idempotent-replayed": "true" } : {}),
      },
    });
  });
  routes.get("/sandbox/stripe/journal", (c) => {
    const { webhookMode, deliveries } = account.store.state;
    return c.json({ mode: webhookMode, requests: log.list(), deliveries });
  });
  routes.post("/sandbox/stripe/webhooks", async (c) => {
    const input = ModeInput.safeParse(await c.req.json().catch(() => null));
    if (!input.success) {
      return c.json({ error: 'Send {"mode": "auto" | "hold" | "drop" | "duplicate"}.' }, 400);
    }
    await account.webhooks.setMode(input.data.mode);
    return c.json({ mode: account.webhooks.mode });
  });
  routes.post("/sandbox/stripe/webhooks/deliver", async (c) => {
    const input = DeliverInput.safeParse(await c.req.json().catch(() => ({})));
    if (!input.success) {
      return c.json({ error: 'Send {} for everything held, or {"event": "evt_…"} to send one again.' }, 400);
    }
    if (input.data.event === undefined) {
      return c.json({ deliveries: await account.webhooks.deliverHeld() });
    }
    const event = account.store.state.events[input.data.event];
    if (event === undefined) {
      return c.json({ error: `There is no event ${input.data.event}.` }, 404);
    }
    return c.json({ deliveries: [await account.webhooks.resend(event)] });
  });
  return routes;
}
