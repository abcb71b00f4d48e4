import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { handleStripeEvent, type StripeDelivery } from "../billing/handle-stripe-event.ts";
import { openPaymentProcessor, type PaymentProcessor } from "../billing/payment-processor.ts";
import type { Services } from "../context.ts";
import { services, TEST_WEBHOOK_SECRET } from "./verbs.ts";

const MAIN = fileURLToPath(new URL("../../../../apps/sandbox/src/main.ts", import.meta.url));

/** The simulated processor of this test file, and the verbs' services with it. */
export let processor: PaymentProcessor;
export let paying: Services;
export let sandboxUrl = "";

/**
 * Starts the sandbox as a process of its own, as it runs beside the product, with its webhooks going to the verbs of this test file, or to
 * `receive`. Call after `useVerbs`.
 */
export function useSandbox(receive: (delivery: StripeDelivery) => Promise<unknown> = handled): void {
  let child: ChildProcess;
  let receiver: Server;
  let folder: string;
  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      const rawBody = Buffer.concat(await request.toArray()).toString();
      const header = request.headers["stripe-signature"];
      const signature = typeof header === "string" ? header : null;
      const status = await receive({ rawBody, signature }).then(
        () => 200,
        () => 500,
      );
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const address = receiver.address();
    const port = typeof address === "object" && address ? address.port : 0;
    folder = await mkdtemp(join(tmpdir(), "tollgate-payments-"));
    child = spawn(process.execPath, [MAIN], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        SANDBOX_PORT: "0",
        SMTP_PORT: "0",
        TOLLGATE_DATA_DIR: folder,
        STRIPE_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
        STRIPE_WEBHOOK_SECRET: TEST_WEBHOOK_SECRET,
      },
    });
    sandboxUrl = await addressOf(child);
    const opened = openPaymentProcessor({
      secretKey: "sk_test_none",
      webhookSecret: TEST_WEBHOOK_SECRET,
      apiUrl: sandboxUrl,
    });
    if (!opened) throw new Error("the processor is not configured");
    processor = opened;
    paying = { ...services, payments: processor };
  });
  beforeEach(async () => {
    await fetch(`${sandboxUrl}/sandbox/stripe/faults`, { method: "DELETE" });
    await control("webhooks", { mode: "auto" });
  });
  afterAll(async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await gone;
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
}

async function handled(delivery: StripeDelivery): Promise<unknown> {
  return await handleStripeEvent(paying, delivery);
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (piece: Buffer) => {
      said += piece.toString();
      const url = /listens on (http:\/\/\S+?),/.exec(said)?.[1];
      if (url) resolve(url);
    });
    child.once("exit", () => reject(new Error(`the sandbox did not start: ${said}`)));
  });
}

/** Turns one of the sandbox's switches. */
export async function control(path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${sandboxUrl}/sandbox/stripe/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}

/** Resolves when every event that is under way has been taken. */
export async function webhooksIdle(): Promise<void> {
  await control("webhooks/idle");
}

/** Fills in a hosted page, as a buyer does. @returns where it sends the buyer. */
export async function fillIn(url: string, fields: Record<string, string>): Promise<string> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return response.headers.get("location") ?? "";
}
