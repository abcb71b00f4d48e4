import { countIn, type JsonObject, objectsIn, textIn } from "./json-fields.ts";
import type { SurfaceName } from "./surfaces.ts";

/** The most of what is counted by the piece and not by tokens that a request can come to. */
export interface UnitsBound {
  readonly image?: number;
  readonly audio_second?: number;
  readonly search?: number;
  readonly character?: number;
}

/** Searches a model may make where the caller set no limit. Sane rather than sound: what exceeds the hold is still posted. */
const SEARCHES_WITHOUT_LIMIT = 10;

/**
 * An upper bound of the units of a request that are no tokens. Anthropic's search tools say how often they may be used.
 * Source: https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/web-search-tool
 */
export function unitsBound(surface: SurfaceName, body: JsonObject): UnitsBound {
  if (surface !== "anthropic-messages") return {};
  const searching = objectsIn(body.tools).filter((tool) => textIn(tool.type)?.startsWith("web_search"));
  if (searching.length === 0) return {};
  return { search: searching.reduce((sum, tool) => sum + (countIn(tool.max_uses) ?? SEARCHES_WITHOUT_LIMIT), 0) };
}
