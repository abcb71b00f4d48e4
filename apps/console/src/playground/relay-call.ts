import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { openPlayground } from "@tollgate/api/open-playground";
import { toHttpResponse } from "@tollgate/api/to-http-response";
import { env } from "../env.ts";
import { requestContext } from "../server/context.ts";
import { signedInUserId } from "../server/session.ts";
import { isOwnPage } from "./own-page.ts";
import { readPlaygroundKey, writePlaygroundKey } from "./playground-cookie.ts";

/** The proxies hear of a new key within moments; until then they do not know it. */
const UNKNOWN_KEY_TRIES = 20;
const UNKNOWN_KEY_PAUSE_MS = 100;
const MAX_BODY_CHARACTERS = 20 * 1024 * 1024;
const PASSED_ON = ["content-type", "retry-after", "x-generation-id"];

/** Sends a call of the playground on with the person's own playground key, which stays on the server, and streams the answer back. */
export async function relayCall(request: Request, workspaceId: string): Promise<Response> {
  if (!isOwnPage(request.headers, env().CONSOLE_URL)) return refusal(403, "Open the playground in the console.");
  const userId = await signedInUserId();
  if (userId === null) return refusal(401, "Your session has ended: sign in again.");
  const body = await request.text();
  if (body.length > MAX_BODY_CHARACTERS) return refusal(413, "This is too large: send fewer or smaller images.");
  const owner = { userId, workspaceId };
  try {
    const kept = await readPlaygroundKey(request.headers.get("cookie"), owner);
    if (kept !== null) {
      const answer = await call(kept, body, request.signal);
      if (answer.status !== 401) return passOn(answer);
    }
    const { secret, expiresAt } = await openPlayground(await requestContext(), workspaceId);
    const answer = await callWithNewKey(secret, body, request.signal);
    return passOn(answer, await writePlaygroundKey({ ...owner, secret, expiresAt }));
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    if (error instanceof TypeError) return refusal(502, "The inference API does not answer. Try again in a moment.");
    return toHttpResponse(error);
  }
}

async function call(secret: string, body: string, signal: AbortSignal): Promise<Response> {
  return await fetch(`${env().API_URL}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", "x-title": "Playground" },
    body,
    signal,
  });
}

async function callWithNewKey(secret: string, body: string, signal: AbortSignal): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const answer = await call(secret, body, signal);
    if (answer.status !== 401 || tries === UNKNOWN_KEY_TRIES) return answer;
    await answer.body?.cancel();
    await pause(UNKNOWN_KEY_PAUSE_MS, undefined, { signal });
  }
}

function passOn(answer: Response, cookie?: string): Response {
  const headers = new Headers({ "cache-control": "no-store", "x-accel-buffering": "no" });
  for (const [name, value] of answer.headers) {
    if (PASSED_ON.includes(name) || name.startsWith("x-tollgate-")) headers.set(name, value);
  }
  if (cookie) headers.append("set-cookie", cookie);
  return new Response(answer.body, { status: answer.status, headers });
}

function refusal(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}
