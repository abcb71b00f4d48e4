import { createServer, type Server } from "node:http";
import Stripe from "stripe";
import { afterEach, beforeEach } from "vitest";
import { startTestSandbox } from "../start-test-sandbox.ts";

const SECRET = "whsec_test_secret";

/** What a test works with; opened anew for every test. */
export let stripe: Stripe;
export let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;
/** What reached the webhook endpoint, each verified by the real SDK. */
export let received: {
  id: string;
  type: string;
  data?: { object: object };
  related_object?: { id?: string; type: string } | null;
}[];
/** Scripts the endpoint's first replies. */
export let answers: number[];

/** Gives every test of a file a simulated Stripe, the real SDK pointed at it, and a webhook endpoint. */
export function useTestStripe(): void {
  let receiver: Server;
  beforeEach(async () => {
    received = [];
    answers = [];
    receiver = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      const status = answers.shift() ?? 200;
      if (status === 200) received.push(verify(body, request.headers["stripe-signature"] ?? ""));
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const address = receiver.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const webhookUrl = `http://127.0.0.1:${port}/hook`;
    sandbox = await startTestSandbox({ webhookUrl, webhookSecret: SECRET, webhookRetryDelaysMs: [5, 5, 5] });
    stripe = clientFor(sandbox.url);
  });
  afterEach(async () => {
    await sandbox.stop();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  });
}

function verify(body: Buffer, signature: string | string[]) {
  const text = body.toString();
  if (!text.includes('"v2.core.event"')) return stripe.webhooks.constructEvent(text, signature, SECRET);
  const event = stripe.parseEventNotification(text, signature, SECRET);
  const { id, type } = event;
  return { id, type, related_object: "related_object" in event ? event.related_object : null };
}

export function clientFor(url: string, key = "sk_test_sandbox"): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
}

/** Turns one of the sandbox's switches. */
export async function control(path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${sandbox.url}/sandbox/stripe/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}

/** The types of what arrived, once nothing is under way any more. */
export async function arrived(): Promise<string[]> {
  await control("webhooks/idle");
  return received.map(({ type }) => type);
}

/** A customer with a saved card, and the card. */
export async function customerWith(token: string) {
  const customer = await stripe.customers.create({ email: "a@example.com" });
  const setup = await stripe.setupIntents.create({
    customer: customer.id,
    confirm: true,
    payment_method: token,
    return_url: "http://console.test/back",
  });
  if (setup.status === "requires_action") {
    const approve = new URLSearchParams({ approve: "yes" });
    await fetch(setup.next_action?.redirect_to_url?.url ?? "", { method: "POST", body: approve, redirect: "manual" });
  }
  const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
  return { customerId: customer.id, methodId: method?.id ?? "" };
}

/** Charges a saved card while its owner is away. */
export async function chargeSaved(owner: { customerId: string; methodId: string }, amount = 2000, key?: string) {
  return await stripe.paymentIntents.create(
    {
      amount,
      currency: "usd",
      customer: owner.customerId,
      payment_method: owner.methodId,
      off_session: true,
      confirm: true,
      metadata: { payment: "pay_1" },
    },
    key === undefined ? undefined : { idempotencyKey: key },
  );
}
