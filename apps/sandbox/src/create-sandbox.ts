import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { handleChat } from "./providers/handle-chat.ts";
import { findProvider, providerRoutes } from "./providers/provider-routes.ts";
import { ProviderState } from "./providers/provider-state.ts";

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
};

export type Sandbox = { url: string; smtpPort: number; stop: () => Promise<void> };

/** Starts every stand-in and resolves once all of them listen. Rejects when a port is taken or the data is unreadable. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const providers = new ProviderState();
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", (c) => c.json({ status: "ready" }));
  app.route("/providers", providerRoutes(providers));

  const server = createServer(listener(getRequestListener(app.fetch), providers));
  const port = await listen(server, options.port, options.host);
  const url = options.publicUrl ?? `http://${options.host}:${port}`;
  return { url, smtpPort: 0, stop: () => close(server) };
}

const CHAT_PATH = /^\/providers\/([^/?]+)\/v1\/chat\/completions(?:\?|$)/;

/** Chat completions need the raw socket (cuts, holds, slow bytes) and speed; everything else goes through the router. */
function listener(web: ReturnType<typeof getRequestListener>, state: ProviderState) {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const slug = incoming.method === "POST" ? CHAT_PATH.exec(incoming.url ?? "")?.[1] : undefined;
    const profile = slug === undefined ? undefined : findProvider(slug);
    if (profile === undefined) {
      void web(incoming, outgoing);
      return;
    }
    handleChat({ incoming, outgoing, profile, state }).catch((error: unknown) => {
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
