import { usdToNano } from "./decimal.ts";
import type { InferenceRequest, ModelChoice, ReadRequestResult } from "./inference-request.ts";
import { inputBytes, inputTokensBound } from "./input-bound.ts";
import { isRecord } from "./is-record.ts";
import { topLevelMembers } from "./json-members.ts";
import { InvalidParam, readPreferences, unknownPreferences } from "./read-preferences.ts";
import type { RoutePreferences } from "./route-preferences.ts";
import { unitsBound } from "./units-bound.ts";

export const MAX_CHOICES = 128;
const MAX_MODELS = 10;
export const MAX_TOKENS = 10_000_000;

/**
 * Reads the body of an OpenAI chat completion request. Fields that neither routing nor money depend on are not looked at: they pass
 * through to the endpoint, which knows better what it accepts.
 * Source: https://platform.openai.com/docs/api-reference/chat/create
 */
export function readRequest(bytes: Buffer): ReadRequestResult {
  return readBody(bytes, understand);
}

/** Parses a body and has it understood; what cannot be is told in a sentence. */
export function readBody(
  bytes: Buffer,
  understandBody: (bytes: Buffer, body: Record<string, unknown>) => InferenceRequest,
): ReadRequestResult {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch {
    return { kind: "invalid_json", message: bytes.length === 0 ? "it is empty" : "parsing failed" };
  }
  if (!isRecord(body)) return { kind: "invalid_json", message: "it is not an object" };
  try {
    return { kind: "request", request: understandBody(bytes, body) };
  } catch (error) {
    if (error instanceof InvalidParam) return { kind: "invalid_request", param: error.param, message: error.message };
    throw error;
  }
}

function understand(bytes: Buffer, body: Record<string, unknown>): InferenceRequest {
  checkMessages(body.messages);
  const streamOptions = optionalRecord(body, "stream_options");
  const usage = optionalRecord(body, "usage");
  const common = readCommon(bytes, body);
  return {
    ...common,
    surface: "openai-chat",
    includeUsage: streamOptions?.include_usage === true && usage?.include !== true,
    maxOutputTokens: readMaxOutput(body),
    choices: optionalInteger(body, "n", MAX_CHOICES) ?? 1,
    inputTokensBound: inputTokensBound(inputBytes(bytes.length, common.members), body),
    inputs: 1,
    unitsBound: unitsBound("openai-chat", body),
  };
}

/** What a request of any surface says in the same words. */
export function readCommon(bytes: Buffer, body: Record<string, unknown>) {
  const text = bytes.toString("latin1");
  const members = topLevelMembers(text) ?? [];
  refuseDuplicates(members);
  const models = readModels(body);
  return {
    models,
    leftOut: [...membersLeftOut(body), ...unknownPreferences(body.provider)],
    stream: optionalBoolean(body, "stream"),
    preferences: preferencesFor(body, models[0]),
    maxSurchargeNano: readMaxSurcharge(body.max_surcharge),
    sessionId: readSession(body),
    body,
    bytes,
    text,
    members,
  };
}

/** What clients of other gateways ask for and nobody here does: prompts are not shortened, and a tier would change the price that is pinned. */
function membersLeftOut({ transforms, service_tier: tier }: Record<string, unknown>): string[] {
  const names: string[] = [];
  if (Array.isArray(transforms) && transforms.length > 0) names.push("transforms");
  if (typeof tier === "string" && !USUAL_TIERS.has(tier)) names.push("service_tier");
  return names;
}

const USUAL_TIERS: ReadonlySet<string> = new Set(["auto", "default", "standard", "standard_only"]);

/** JSON leaves open which of two equal keys counts, so an endpoint could read another limit than the one the hold was placed for. */
function refuseDuplicates(members: readonly { readonly key: string }[]): void {
  const seen = new Set<string>();
  for (const { key } of members) {
    if (seen.has(key)) throw new InvalidParam(key, `\`${key}\` appears twice; send it once.`);
    seen.add(key);
  }
}

function checkMessages(messages: unknown): void {
  if (!Array.isArray(messages) || messages.length === 0)
    throw new InvalidParam("messages", "`messages` must be a non-empty array of {role, content}.");
  for (let i = 0; i < messages.length; i += 1) {
    const message: unknown = messages[i];
    if (!isRecord(message) || typeof message.role !== "string")
      throw new InvalidParam(`messages[${i}].role`, `\`messages[${i}]\` must be an object with a string \`role\`.`);
  }
}

function readModels(body: Record<string, unknown>): ModelChoice[] {
  const listed = body.models ?? [];
  if (!Array.isArray(listed) || listed.length > MAX_MODELS)
    throw new InvalidParam("models", `\`models\` must be an array of at most ${MAX_MODELS} model ids.`);
  const names: unknown[] = body.model === undefined || body.model === null ? listed : [body.model, ...listed];
  if (names.length === 0) throw new InvalidParam("model", '`model` is missing; name one, such as "author/model".');
  return names.map((name) => {
    if (typeof name !== "string" || name === "" || name.length > 300)
      throw new InvalidParam("model", '`model` must be a model id such as "author/model".');
    return readModelName(name);
  });
}

/** Takes the routing suffix off a model name: `:floor` asks for the cheapest endpoint, `:nitro` for the fastest. */
export function readModelName(written: string): ModelChoice {
  if (written.endsWith(":floor")) return { id: written.slice(0, -6), written, sort: "price" };
  if (written.endsWith(":nitro")) return { id: written.slice(0, -6), written, sort: "throughput" };
  return { id: written, written, sort: null };
}

function preferencesFor(body: Record<string, unknown>, first: ModelChoice | undefined): RoutePreferences {
  const preferences = readPreferences(body.provider);
  return preferences.sort === null && first?.sort ? { ...preferences, sort: first.sort } : preferences;
}

function readMaxOutput(body: Record<string, unknown>): number | null {
  const older = optionalInteger(body, "max_tokens", MAX_TOKENS);
  const newer = optionalInteger(body, "max_completion_tokens", MAX_TOKENS);
  if (older !== null && newer !== null) return Math.min(older, newer);
  return older ?? newer;
}

function readMaxSurcharge(value: unknown): bigint | null {
  if (value === undefined || value === null) return null;
  const nano = usdToNano(value);
  if (nano === null)
    throw new InvalidParam("max_surcharge", '`max_surcharge` must be an amount in USD such as "0.002".');
  return nano;
}

function readSession(body: Record<string, unknown>): string | null {
  for (const name of ["session_id", "prompt_cache_key"]) {
    const value = body[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

function optionalBoolean(body: Record<string, unknown>, name: string): boolean {
  const value = body[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw new InvalidParam(name, `\`${name}\` must be true or false.`);
  return value;
}

export function optionalInteger(body: Record<string, unknown>, name: string, max: number): number | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > max)
    throw new InvalidParam(name, `\`${name}\` must be a whole number from 1 to ${max}.`);
  return value;
}

function optionalRecord(body: Record<string, unknown>, name: string): Record<string, unknown> | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (!isRecord(value)) throw new InvalidParam(name, `\`${name}\` must be an object.`);
  return value;
}
