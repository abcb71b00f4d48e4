import { type JsonObject, objectsIn, textIn } from "./json-fields.ts";
import type { SurfaceName } from "./surfaces.ts";

/**
 * Tools that vendors run themselves and bill apart from the tokens they report, by the beginning of their name. Nothing here could meter
 * them, so they would be served without a charge. Anthropic's searches are missing because its usage counts them.
 */
const TOOLS: Readonly<Record<SurfaceName, readonly string[]>> = {
  "openai-chat": [],
  "openai-responses": ["web_search", "file_search", "code_interpreter", "image_generation", "shell"],
  // An advisor is another model, with a price of its own.
  "anthropic-messages": ["advisor", "code_execution"],
  "gemini-generate": ["googleSearch", "google_search", "googleMaps", "google_maps", "fileSearch", "file_search"],
};

/** Members that change the price of every token. */
const MEMBERS: Readonly<Record<SurfaceName, readonly string[]>> = {
  "openai-chat": [],
  "openai-responses": [],
  "anthropic-messages": ["speed", "inference_geo"],
  "gemini-generate": [],
};

/** A tool that a model which gives pictures can stand in for: OpenAI's own bills it apart, and is not asked. */
export const PICTURE_TOOL = "image_generation";

/** What a request asks for that has a price of its own which is not on an endpoint's price list, or `null`. */
export function pricedApart(surface: SurfaceName, body: JsonObject): string | null {
  const member = MEMBERS[surface].find((name) => body[name] !== undefined && body[name] !== null);
  if (member !== undefined) return member;
  for (const tool of objectsIn(body.tools)) {
    const names = surface === "gemini-generate" ? Object.keys(tool) : [textIn(tool.type) ?? ""];
    const found = names.find((name) => isPricedApart(surface, name) && name !== PICTURE_TOOL);
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a vendor runs the tool itself and bills it apart. @param name its type. */
export function isPricedApart(surface: SurfaceName, name: string): boolean {
  return TOOLS[surface].some((start) => name.startsWith(start));
}
