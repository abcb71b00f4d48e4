import { type ChatRequest, lastUserMessage, messageText } from "./chat-request.ts";
import { hashText, type SeededRandom } from "./seeded-random.ts";
import { type Piece, toPieces } from "./tokens.ts";
import { valueForSchema } from "./value-for-schema.ts";

export type ToolCallPlan = { id: string; name: string; nameTokens: number; arguments: Piece[] };

type ToolFunction = { name: string; description?: string | undefined; parameters?: unknown };

/** The tool calls a model would make now: forced ones, or those whose name or purpose the last message mentions. */
export function composeToolCalls(request: ChatRequest, random: SeededRandom): ToolCallPlan[] {
  const functions = (request.tools ?? []).flatMap((tool) => (tool.function === undefined ? [] : [tool.function]));
  const last = request.messages.at(-1);
  if (functions.length === 0 || request.tool_choice === "none" || last?.role === "tool") {
    return [];
  }
  const prompt = messageText(lastUserMessage(request.messages));
  const chosen = chooseFunctions(request, functions, prompt);
  return chosen.map((entry, index) => {
    const value = valueForSchema(entry.parameters ?? { type: "object" }, prompt, random);
    const id = `call_${hashText(`${prompt}${entry.name}${index}`).toString(36)}${random.between(1e9, 9e9).toString(36)}`;
    return {
      id,
      name: entry.name,
      nameTokens: toPieces(entry.name).length,
      arguments: toPieces(JSON.stringify(value)),
    };
  });
}

function chooseFunctions(request: ChatRequest, functions: ToolFunction[], prompt: string): ToolFunction[] {
  const choice = request.tool_choice;
  if (typeof choice === "object" && choice?.function !== undefined) {
    const forced = choice.function.name;
    return functions.filter((entry) => entry.name === forced).slice(0, 1);
  }
  const mentioned = functions.filter((entry) => isMentioned(entry, prompt));
  const chosen = mentioned.length === 0 && choice === "required" ? functions.slice(0, 1) : mentioned;
  return request.parallel_tool_calls === false ? chosen.slice(0, 1) : chosen;
}

const COMMON_VERBS = new Set(["get", "set", "run", "make", "find", "list", "create", "fetch", "the", "for", "current"]);

function isMentioned(entry: ToolFunction, prompt: string): boolean {
  const text = prompt.toLowerCase();
  if (/\b(tool|function call)s?\b/.test(text) || text.includes(entry.name.toLowerCase())) {
    return true;
  }
  const words = entry.name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some((word) => word.length > 2 && !COMMON_VERBS.has(word) && new RegExp(`\\b${word}`).test(text));
}
