import type { Conversation, Part } from "./conversation/conversation.ts";
import { withoutHostedTools } from "./hosted-tools.ts";
import type { InferenceRequest, ReadRequestResult } from "./inference-request.ts";
import { inlineMediaCorrection, inputBytes } from "./input-bound.ts";
import { objectIn } from "./json-fields.ts";
import { pricedApart } from "./priced-apart.ts";
import { InvalidParam } from "./read-preferences.ts";
import { MAX_CHOICES, MAX_TOKENS, optionalInteger, readBody, readCommon, readRequest } from "./read-request.ts";
import { type RequestEnvelope, readServiceRequest } from "./services/read-service-request.ts";
import { type AskedSurface, isService } from "./services/services.ts";
import { conversationOf, type SurfaceName } from "./surfaces.ts";
import { unitsBound } from "./units-bound.ts";

/** What stands in the address rather than in the body, as Gemini has it. */
export interface AddressedModel {
  readonly model: string;
  readonly stream: boolean;
}

/** Reads a request of any surface. */
export function readSurfaceRequest(
  surface: AskedSurface,
  bytes: Buffer,
  { address, contentType }: RequestEnvelope = { address: null, contentType: null },
): ReadRequestResult {
  if (surface === "openai-chat") return readRequest(bytes);
  if (isService(surface)) return readServiceRequest(surface, bytes, { address, contentType });
  return readBody(bytes, (raw, body) => understand(surface, raw, address ? { ...body, ...address } : body));
}

function understand(
  surface: Exclude<SurfaceName, "openai-chat">,
  bytes: Buffer,
  asked: Record<string, unknown>,
): InferenceRequest {
  const { body, leftOut } = withoutHostedTools(surface, asked);
  const common = readCommon(bytes, body);
  checkInput(surface, body);
  if (body.store === true && common.preferences.dataPolicy === "zero_retention")
    throw new InvalidParam(
      "store",
      "`store` keeps the response and `provider.zdr` asks that nothing is; leave one out.",
    );
  const conversation = conversationOf(surface, body);
  return {
    ...common,
    surface,
    leftOut: [...leftOut, ...common.leftOut],
    toolsChanged: leftOut.length > 0,
    includeUsage: false,
    maxOutputTokens: maxOutput(surface, body),
    choices: Math.min(MAX_CHOICES, Math.max(1, conversation.settings.choices)),
    inputTokensBound: boundOf(inputBytes(bytes.length, common.members), conversation),
    inputs: 1,
    unitsBound: unitsBound(surface, body),
  };
}

function maxOutput(surface: SurfaceName, body: Record<string, unknown>): number | null {
  if (surface === "openai-responses") return optionalInteger(body, "max_output_tokens", MAX_TOKENS);
  if (surface !== "anthropic-messages") {
    const settings = objectIn(body.generationConfig ?? body.generation_config);
    return optionalInteger({ ...settings }, "maxOutputTokens", MAX_TOKENS);
  }
  const given = optionalInteger(body, "max_tokens", MAX_TOKENS);
  if (given === null) throw new InvalidParam("max_tokens", "`max_tokens` is missing; say how long the answer may be.");
  return given;
}

/** Members that would reach into what a vendor keeps under the platform's own account. */
const STORED = ["previous_response_id", "conversation", "background", "cachedContent", "cached_content", "container"];

function checkInput(surface: SurfaceName, body: Record<string, unknown>): void {
  const name = surface === "openai-responses" ? "input" : surface === "anthropic-messages" ? "messages" : "contents";
  const input = body[name];
  const isText = surface === "openai-responses" && typeof input === "string" && input !== "";
  if (!isText && (!Array.isArray(input) || input.length === 0))
    throw new InvalidParam(
      name,
      `\`${name}\` must be a non-empty array${surface === "openai-responses" ? " or a text" : ""}.`,
    );
  const apart = pricedApart(surface, body);
  if (apart !== null)
    throw new InvalidParam(
      apart,
      `\`${apart}\` has a price of its own that is on no endpoint's price list, so it cannot be used.`,
    );
  for (const stored of STORED) {
    const value = body[stored];
    if (value === undefined || value === null || value === false) continue;
    throw new InvalidParam(
      stored,
      `Nothing is kept at vendors between calls, so \`${stored}\` cannot be used; send the whole conversation.`,
    );
  }
}

/** As for chat completions: bytes bound the tokens, and inline media count as media instead of as base64. */
function boundOf(bodyBytes: number, conversation: Conversation): number {
  let bound = bodyBytes;
  const add = (part: Part) => {
    bound += inlineMediaCorrection(part);
    if (part.kind === "tool_result") part.parts.forEach(add);
  };
  for (const { parts } of conversation.turns) parts.forEach(add);
  return Math.max(1, bound);
}
