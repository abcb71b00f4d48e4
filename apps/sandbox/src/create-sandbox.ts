import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { AuthenticatorApp } from "./authenticator/accounts.ts";
import { authenticatorRoutes } from "./authenticator/authenticator-routes.ts";
import { githubRoutes } from "./identity/github-routes.ts";
import { googleRoutes } from "./identity/google-routes.ts";
import { MailStore } from "./mailbox/mail-store.ts";
import { mailboxRoutes } from "./mailbox/mailbox-routes.ts";
import { receiveMail } from "./mailbox/receive-mail.ts";
import { indexPage } from "./pages/index-page.ts";
import { PAGE_HEADERS } from "./pages/layout.ts";
import { findDialect } from "./providers/dialects/find-dialect.ts";
import { handleChat } from "./providers/handle-chat.ts";
import { findProvider, providerRoutes } from "./providers/provider-routes.ts";
import { ProviderState } from "./providers/provider-state.ts";
import { tokenEndpoint } from "./providers/token-endpoint.ts";
import { authenticateRoutes } from "./stripe/authenticate-routes.ts";
import { checkoutRoutes } from "./stripe/checkout-routes.ts";
import { controlRoutes } from "./stripe/control-routes.ts";
import type { StripeAccount } from "./stripe/emit-event.ts";
import { onboardingRoutes } from "./stripe/onboarding-routes.ts";
import { settleDue } from "./stripe/settle-due.ts";
import { stripeRoutes } from "./stripe/stripe-routes.ts";
import { StripeStore } from "./stripe/stripe-store.ts";
import { WebhookSender } from "./stripe/webhook-sender.ts";

export type SandboxOptions = {
  host: string;
  /** 0 takes any free port; the same holds for `smtpPort`. */
  port: number;
  smtpPort: number;
  /** Where browsers reach the sandbox; the listening address when left out. */
  publicUrl?: string | undefined;
  dataDirectory: string;
  webhookUrl: string;
  webhookSecret: string;
  /** Waits between delivery attempts, in milliseconds; the built-in patience when left out. */
  webhookRetryDelaysMs?: readonly number[] | undefined;
};

export type Sandbox = { url: string; smtpPort: number; stop: () => Promise<void> };

/** Longer than callers keep idle connections, so that none is closed under a request. */
const KEEP_ALIVE_MS = 75_000;
/** How often the simulated Stripe looks for what has come due. */
const DUE_SWEEP_MS = 15_000;

/** Starts every stand-in and resolves once all of them listen. Rejects when a port is taken or the data is unreadable. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const providers = new ProviderState();
  const stripeStore = await StripeStore.open(options.dataDirectory);
  const mailStore = await MailStore.open(options.dataDirectory);
  const authenticator = await AuthenticatorApp.open(options.dataDirectory);
  const webhooks = new WebhookSender({
    store: stripeStore,
    url: options.webhookUrl,
    secret: options.webhookSecret,
    retryDelaysMs: options.webhookRetryDelaysMs,
  });
  const account: StripeAccount = { store: stripeStore, webhooks };
  const mail = await receiveMail(mailStore, { host: options.host, port: options.smtpPort });
  const place = { url: options.publicUrl ?? "" };
  const publicUrl = () => place.url;

  const app = new Hono();
  app.onError((error, c) => {
    console.error(`${c.req.method} ${c.req.path} failed:`, error);
    return c.json({ error: { message: "The sandbox failed on this request.", type: "api_error" } }, 500);
  });
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", (c) => c.json({ status: "ready" }));
  app.get("/", async (c) => {
    const view = { url: place.url, smtpPort: mail.port, providers, webhookMode: webhooks.mode };
    return c.body(await indexPage(view), 200, PAGE_HEADERS);
  });
  app.route("/providers", providerRoutes(providers));
  app.route("/google", tokenEndpoint());
  app.route("/checkout", checkoutRoutes(account, publicUrl));
  app.route("/authenticate", authenticateRoutes(account));
  app.route("/onboarding", onboardingRoutes(account));
  app.route("/mailbox", mailboxRoutes(mailStore));
  app.route("/authenticator", authenticatorRoutes(authenticator));
  app.route("/github", githubRoutes());
  app.route("/google", googleRoutes(publicUrl));
  app.route("/sandbox/stripe", controlRoutes(account, publicUrl));
  app.route("/", stripeRoutes(account, publicUrl));

  const server = createServer(listener(getRequestListener(app.fetch), providers));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options.port, options.host).catch(async (error: unknown) => {
    await mail.stop();
    throw error;
  });
  place.url ||= `http://${options.host}:${port}`;
  webhooks.resume();
  const sweep = setInterval(() => {
    settleDue(account, place.url).catch((error: unknown) => console.error("The sweep of what is due failed:", error));
  }, DUE_SWEEP_MS);
  sweep.unref();
  const stop = async () => {
    clearInterval(sweep);
    webhooks.stop();
    await Promise.all([close(server), mail.stop()]);
    await stripeStore.save();
  };
  return { url: place.url, smtpPort: mail.port, stop };
}

const PROVIDER_PATH = /^\/providers\/([^/?]+)(\/[^?]*)/;

/** Answers of models need the raw socket (cuts, holds, slow bytes) and speed; everything else goes through the router. */
function listener(web: ReturnType<typeof getRequestListener>, state: ProviderState) {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const [, slug, path] = (incoming.method === "POST" && PROVIDER_PATH.exec(incoming.url ?? "")) || [];
    const profile = slug === undefined ? undefined : findProvider(slug);
    const asked = path === undefined ? undefined : findDialect(path);
    if (profile === undefined || asked === undefined) {
      void web(incoming, outgoing);
      return;
    }
    handleChat({ incoming, outgoing, profile, state, ...asked }).catch((error: unknown) => {
      if (!outgoing.destroyed) {
        console.error("A simulated call failed:", error);
        outgoing.destroy();
      }
    });
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
