import { parseGenerationId } from "@tollgate/db/ids";
import type { KnownCall } from "./known-call.ts";

/** What a caller knows of its call. `callId` is null while it was not told. */
export type Answer =
  /** The whole answer with its usage arrived. `costNano` is what the answer says it cost. */
  | { readonly kind: "acknowledged"; readonly callId: string; readonly provider: string; readonly costNano: bigint }
  /** An error of the catalogue before any content. */
  | { readonly kind: "refused"; readonly callId: string | null; readonly status: number; readonly code: string }
  /** The connection, or the answer, ended too early; or the caller left. */
  | { readonly kind: "broken"; readonly callId: string | null; readonly how: string }
  /** Nobody took the request. */
  | { readonly kind: "unreached" };

const PATIENCE_MS = 30_000;

/** Asks for one call and reads the answer to its end, or leaves after the first content if that is what the call does. */
export async function askForCall(proxyUrl: string, key: string, call: KnownCall): Promise<Answer> {
  const leaving = new AbortController();
  let callId: string | null = null;
  try {
    const response = await fetch(`${proxyUrl}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: call.body,
      signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    callId = parseGenerationId(response.headers.get("x-generation-id") ?? "");
    if (response.status !== 200) return refused(callId, response.status, await response.text());
    if (call.leaves) {
      await firstContent(response);
      leaving.abort();
      return { kind: "broken", callId, how: "left" };
    }
    const text = await response.text();
    const usage = call.stream ? usageOfStream(text) : usageOf(JSON.parse(text));
    const provider = response.headers.get("x-tollgate-provider") ?? "";
    if (usage === null || callId === null) return { kind: "broken", callId, how: "answer without end" };
    return { kind: "acknowledged", callId, provider, costNano: usage.costNano };
  } catch (error) {
    return unanswered(callId, error);
  }
}

function refused(callId: string | null, status: number, text: string): Answer {
  const error = fieldOf(parsed(text), "error");
  return { kind: "refused", callId, status, code: String(fieldOf(error, "code") ?? "") };
}

/** A request that nobody took, or an answer that broke off. */
function unanswered(callId: string | null, error: unknown): Answer {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ECONNREFUSED") return { kind: "unreached" };
  return { kind: "broken", callId, how: code || (cause instanceof Error ? cause.name : "broken") };
}

async function firstContent(response: Response): Promise<void> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  for (let text = ""; reader && !text.includes('"content":"'); ) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
  }
}

/** Only of a stream that came to its end without an error. */
function usageOfStream(text: string): { costNano: bigint } | null {
  if (!text.includes("data: [DONE]") || text.includes('"error"')) return null;
  const chunks = text.split("\n").filter((line) => line.startsWith("data: {"));
  const last = chunks.at(-1);
  return last === undefined ? null : usageOf(parsed(last.slice("data: ".length)));
}

function usageOf(body: unknown): { costNano: bigint } | null {
  const cost = fieldOf(fieldOf(body, "usage"), "cost");
  // A few USD at most: a double has all digits down to the nano.
  return typeof cost === "number" ? { costNano: BigInt(Math.round(cost * 1e9)) } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
