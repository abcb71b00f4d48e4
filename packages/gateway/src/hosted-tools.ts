import { type JsonObject, objectsIn, textIn } from "./json-fields.ts";
import { isPricedApart } from "./priced-apart.ts";
import type { SurfaceName } from "./surfaces.ts";

export interface OfferedTools {
  readonly body: Record<string, unknown>;
  /** Types of the tools that were taken out. */
  readonly leftOut: readonly string[];
}

/**
 * Takes out tools that a vendor would run itself and bill apart, where they are offered beside functions of the caller's own and none must
 * be used: an agent such as Codex offers a search by default and goes on well without. Asked for alone, or by name, they are refused.
 */
export function withoutHostedTools(surface: SurfaceName, body: Record<string, unknown>): OfferedTools {
  const tools = objectsIn(body.tools);
  const choice = body.tool_choice;
  const free = choice === undefined || choice === null || choice === "auto";
  const hosted = (tool: JsonObject) => isPricedApart(surface, textIn(tool.type) ?? "");
  if (surface !== "openai-responses" || !free || !tools.some(hosted) || !tools.some(isOwn))
    return { body, leftOut: [] };
  const leftOut = [...new Set(tools.filter(hosted).map((tool) => textIn(tool.type) ?? ""))];
  return { body: { ...body, tools: tools.filter((tool) => !hosted(tool)) }, leftOut };
}

function isOwn({ type }: JsonObject): boolean {
  return type === "function" || type === "namespace" || type === "custom";
}
