import type { IncomingMessage, ServerResponse } from "node:http";
import type { AskedSurface } from "@tollgate/gateway/services/services";
import type { Refusal } from "./refusal.ts";

/** Browsers may call with a key of their own; no cookie is ever read, so any origin is safe. */
export const CORS_HEADERS: readonly string[] = [
  "access-control-allow-origin",
  "*",
  "access-control-expose-headers",
  "x-generation-id, idempotent-replayed, x-tollgate-provider, x-tollgate-attempts, x-tollgate-overhead-ms, x-tollgate-route, x-tollgate-passed-over, x-tollgate-max-tokens, x-tollgate-cost, x-tollgate-left-out, x-tollgate-cache, x-tollgate-cache-age, x-tollgate-own-key, x-tollgate-mode, retry-after, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens",
];

export interface JsonAnswer {
  readonly status: number;
  readonly body: string | Buffer;
  /** Flat name, value, name, value. */
  readonly headers?: readonly string[];
}

/** Sends JSON in one write. */
export function sendJson(res: ServerResponse, { status, body, headers = [] }: JsonAnswer): void {
  if (res.headersSent || res.destroyed) return;
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  res.writeHead(status, [
    "content-type",
    "application/json; charset=utf-8",
    "content-length",
    String(bytes.length),
    ...CORS_HEADERS,
    ...headers,
  ]);
  res.end(bytes);
}

/** Sends an error of the catalogue in the caller's dialect. A request whose body is still on its way loses its connection afterwards. */
export function sendRefusal(
  { req, res, surface }: { req: IncomingMessage; res: ServerResponse; surface: AskedSurface },
  refusal: Refusal,
): void {
  const headers = [...(refusal.extras.headers ?? [])];
  if (refusal.status === 401) headers.push("www-authenticate", "Bearer");
  if (!req.complete) {
    headers.push("connection", "close");
    req.resume();
  }
  const numbered = req.headers["user-agent"]?.includes(NUMBERS_ERRORS) === true;
  const body = numbered && surface === "openai-chat" ? refusal.numberedBody() : refusal.bodyFor(surface);
  sendJson(res, { status: refusal.status, body, headers });
}

/** OpenRouter's own package takes an error for none of its own when its code is not the number of its status. */
const NUMBERS_ERRORS = "@openrouter/sdk";
