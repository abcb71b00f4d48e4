import type { InferenceRequest } from "./inference-request.ts";
import { type JsonObject, objectsIn } from "./json-fields.ts";
import { unfitDemands } from "./openai-chat/fit-members.ts";
import { PICTURE_TOOL } from "./priced-apart.ts";

const NOTHING: readonly string[] = [];

/** OpenAI runs this tool itself and bills it apart; other vendors' models give the picture as a part of their answer. */
export function asksPictureTool({ tools }: JsonObject): boolean {
  return Array.isArray(tools) && objectsIn(tools).some(({ type }) => type === PICTURE_TOOL);
}

/**
 * What keeps a request from an endpoint of its own API: what one of OpenAI's models is known to refuse of chat completions, which everybody speaks, and
 * what nobody could charge for. @param model its name at the endpoint.
 */
export function refusedAsIs(
  { surface, body }: Pick<InferenceRequest, "surface" | "body">,
  model: string,
): readonly string[] {
  if (surface === "openai-responses") return asksPictureTool(body) ? [PICTURE_TOOL] : NOTHING;
  return surface === "openai-chat" ? unfitDemands(model, body) : NOTHING;
}
