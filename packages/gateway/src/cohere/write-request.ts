import type { Conversation, Part, Turn } from "../conversation/conversation.ts";
import { mediaUrl } from "../conversation/media.ts";
import { reasoningBudget } from "../conversation/reasoning-budget.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { textOf } from "../conversation/tool-names.ts";
import { present } from "../json-fields.ts";

/** Writes a conversation as a request of Cohere's second chat API. */
export function writeCohereRequest(conversation: Conversation, needs: RequestNeeds): Record<string, unknown> {
  const { settings, tools, system, toolChoice } = conversation;
  const messages: Record<string, unknown>[] = system.length === 0 ? [] : [{ role: "system", content: textOf(system) }];
  for (const turn of conversation.turns) messages.push(...writeTurn(turn));
  const named = toolChoice?.kind === "tool" ? tools.filter(({ name }) => name === toolChoice.name) : tools;
  const must = toolChoice?.kind === "required" || toolChoice?.kind === "tool";
  const { reasoning, format } = settings;
  return present({
    model: needs.model,
    messages,
    stream: needs.stream,
    max_tokens: needs.maxOutputTokens,
    temperature: settings.temperature,
    p: settings.topP,
    k: settings.topK,
    stop_sequences: settings.stop.length > 0 ? settings.stop : null,
    seed: settings.seed,
    frequency_penalty: settings.frequencyPenalty,
    presence_penalty: settings.presencePenalty,
    logprobs: settings.logprobs === null ? null : true,
    response_format:
      format &&
      (format.kind === "json" ? { type: "json_object" } : { type: "json_object", json_schema: format.schema }),
    thinking: reasoning && writeThinking(reasoning, needs),
    tools: named.length === 0 ? null : named.map(writeTool),
    tool_choice: must ? "REQUIRED" : toolChoice?.kind === "none" ? "NONE" : null,
  });
}

function writeThinking(wish: NonNullable<Conversation["settings"]["reasoning"]>, needs: RequestNeeds) {
  if (wish.effort === "none") return { type: "disabled" };
  return { type: "enabled", token_budget: reasoningBudget(wish, needs.maxOutputTokens) };
}

function writeTool({ name, description, parameters }: Conversation["tools"][number]) {
  return { type: "function", function: present({ name, description, parameters }) };
}

function writeTurn({ role, parts }: Turn): Record<string, unknown>[] {
  if (role === "assistant") {
    const calls = parts.filter((part) => part.kind === "tool_call");
    const text = textOf(parts.filter((part) => part.kind === "text"));
    const tool_calls = calls.map(({ id, name, arguments: json }) => ({
      id,
      type: "function",
      function: { name, arguments: json },
    }));
    return [present({ role, content: text || null, tool_calls: calls.length === 0 ? null : tool_calls })];
  }
  const messages: Record<string, unknown>[] = [];
  for (const part of parts)
    if (part.kind === "tool_result")
      messages.push({ role: "tool", tool_call_id: part.callId, content: textOf(part.parts) });
  const spoken = parts.map(writePart).filter((part) => part !== null);
  return spoken.length === 0 ? messages : [...messages, { role, content: spoken }];
}

function writePart(part: Part): Record<string, unknown> | null {
  if (part.kind === "text") return { type: "text", text: part.text };
  return part.kind === "image" ? { type: "image_url", image_url: { url: mediaUrl(part.source) } } : null;
}
