import type { DialectQuirks } from "@tollgate/gateway/dialect-quirks";
import { parseJson } from "@tollgate/gateway/json-fields";
import { answersSmallestCall, COSTLY_KINDS, smallestCall } from "@tollgate/gateway/smallest-call";
import { credentialHeaders } from "@tollgate/gateway/upstream-call";
import type { Agent } from "undici";
import { z } from "zod";
import { type AskOptions, type ProbeTarget, type ReadyTarget, type Reply, send, withUpstream } from "./ask-upstream.ts";

/** What a probe found, as stored with the endpoint. */
export interface ProbeResult {
  /** ISO 8601. */
  readonly at: string;
  readonly ok: boolean;
  /** Of the request that decided; `null` when nothing was sent. */
  readonly latencyMs: number | null;
  /** A sentence the provider can act on. */
  readonly message: string;
}

export interface ProbeOptions extends AskOptions {
  /** `light` asks whether the model is there, and for the smallest answer only if the API cannot say and it costs next to nothing; `full` always asks. */
  readonly depth: "light" | "full";
}

type Outcome = Omit<ProbeResult, "at">;

/** Asks a provider's API whether it serves a model. Never throws, follows no redirect, reads a bounded reply in bounded time. */
export async function probeUpstream(target: ProbeTarget, options: ProbeOptions): Promise<ProbeResult> {
  const at = options.now().toISOString();
  const found = await withUpstream(target, options, async ({ agent, target: ready, quirks }) => {
    const listed = options.depth === "light" ? await findModel(agent, ready, quirks) : null;
    return listed ?? (await askForLeast(agent, ready, quirks));
  });
  return { at, ok: false, latencyMs: null, ...found };
}

/** Dialects whose APIs list models below the same address. */
const LISTS_MODELS: ReadonlySet<string> = new Set([
  "openai-chat",
  "openai-responses",
  "anthropic-messages",
  "gemini-generate",
]);

/** @returns `null` when the API does not say whether it has the model. */
async function findModel(agent: Agent, target: ReadyTarget, quirks: DialectQuirks): Promise<Outcome | null> {
  if (!LISTS_MODELS.has(quirks.name)) return null;
  const headers = credentialHeaders(quirks, target.credential);
  const path = target.upstreamModel.split("/").map(encodeURIComponent).join("/");
  const one = await send(agent, target, { path: `/models/${path}`, headers });
  if (one.status === 200) return { ok: true, latencyMs: one.latencyMs, message: "The API answers and has the model." };
  if (one.status === 401 || one.status === 403) return refusedKey(one);
  const all = await send(agent, target, { path: "/models", headers });
  if (all.status !== 200 || !listsModel(all.text, target.upstreamModel)) return unasked(target, all);
  return { ok: true, latencyMs: all.latencyMs, message: "The API answers and lists the model." };
}

/** Pictures and sound are not ordered every minute only to see whether they come. */
function unasked({ kind }: ProbeTarget, { latencyMs, status }: Reply): Outcome | null {
  if (!COSTLY_KINDS.has(kind) || status >= 500) return null;
  return { ok: true, latencyMs, message: "The API answers. It does not say whether it has the model." };
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

function listsModel(text: string, model: string): boolean {
  const list = ModelList.safeParse(parseJson(text));
  return list.success && list.data.data.some((one) => one.id === model);
}

async function askForLeast(agent: Agent, target: ReadyTarget, quirks: DialectQuirks): Promise<Outcome> {
  const { upstreamModel: model, credential, kind } = target;
  const call = smallestCall({ kind, quirks, model, credential });
  if (call === null)
    return {
      ok: false,
      latencyMs: null,
      message: `APIs that speak ${quirks.name} cannot be asked for this model's kind.`,
    };
  const reply = await send(agent, target, call);
  const { latencyMs, status } = reply;
  const request = kind === "chat" ? "a one-token request" : "the smallest request";
  if (status === 401 || status === 403) return refusedKey(reply);
  if (status === 404) {
    const message = "The API answered 404: check the address and the model's name in your API.";
    return { ok: false, latencyMs, message };
  }
  if (status === 429) return { ok: false, latencyMs, message: "The API answered 429: it is over its rate limit." };
  if (status >= 300 && status < 400)
    return { ok: false, latencyMs, message: `The API redirects (${status}). Enter the address it redirects to.` };
  if (status !== 200) return { ok: false, latencyMs, message: `The API answered ${status} to ${request}.` };
  if (!answersSmallestCall({ kind, quirks }, reply))
    return { ok: false, latencyMs, message: `The API answered, but not in the shape of ${quirks.name}.` };
  return { ok: true, latencyMs, message: `The model answered ${request}.` };
}

function refusedKey({ status, latencyMs }: Reply): Outcome {
  return { ok: false, latencyMs, message: `The API refused the key (${status}). Check the key you entered.` };
}
