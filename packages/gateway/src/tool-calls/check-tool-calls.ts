import type { Conversation } from "../conversation/conversation.ts";
import { type JsonObject, parseJson } from "../json-fields.ts";
import { namespacesOf } from "../openai-responses/namespaces.ts";
import { fitsSchema } from "./fits-schema.ts";
import type { ToolCallSeen } from "./tool-calls-seen.ts";

/** Calls of tools in an answer, and how many of them are of a tool that was offered, with arguments that are JSON and fit its schema. */
export interface ToolCallTally {
  readonly calls: number;
  readonly valid: number;
}

/** Whether a request offers tools. @param body of any surface. */
export function offersTools({ tools }: JsonObject): boolean {
  return Array.isArray(tools) && tools.length > 0;
}

/**
 * Judges the calls of an answer by the tools that its request offers. What cannot be judged is not counted: calls too long to keep, and names that a
 * request's groups or the vendor's own tools may explain.
 * @param body of the request. @returns `null` when there is nothing to count.
 */
export function checkToolCalls(
  calls: readonly ToolCallSeen[],
  { tools, unknown }: Pick<Conversation, "tools" | "unknown">,
  body: JsonObject,
): ToolCallTally | null {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const knowsAll = unknown.length === 0 && namespacesOf(body).length === 0;
  let counted = 0;
  let valid = 0;
  for (const call of calls) {
    const tool = byName.get(call.name);
    if (call.arguments === null || (!tool && !knowsAll)) continue;
    counted += 1;
    // A tool that takes nothing is called with nothing by some.
    const given = call.arguments.trim() === "" ? {} : parseJson(call.arguments);
    if (tool && given !== undefined && fitsSchema(tool.parameters, given)) valid += 1;
  }
  return counted === 0 ? null : { calls: counted, valid };
}
