import type { AnswerFormat, Conversation, ReasoningWish, Turn } from "../conversation/conversation.ts";
import { reasoningEffort } from "../conversation/reasoning-budget.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { textOf, toolNames } from "../conversation/tool-names.ts";
import { objectIn, parseJson, present } from "../json-fields.ts";

/** Writes a conversation as a request of Ollama's own chat API, which streams unless told not to. */
export function writeOllamaRequest(conversation: Conversation, needs: RequestNeeds): Record<string, unknown> {
  const { settings, tools, system, toolChoice } = conversation;
  const names = toolNames(conversation);
  const messages: Record<string, unknown>[] = system.length === 0 ? [] : [{ role: "system", content: textOf(system) }];
  for (const turn of conversation.turns) messages.push(...writeTurn(turn, names));
  return present({
    model: needs.model,
    messages,
    stream: needs.stream,
    format: settings.format && writeFormat(settings.format),
    think: settings.reasoning && writeThinking(settings.reasoning, needs.model),
    logprobs: settings.logprobs === null ? null : true,
    top_logprobs: settings.logprobs || null,
    tools: tools.length === 0 || toolChoice?.kind === "none" ? null : tools.map(writeTool),
    options: present({
      num_predict: needs.maxOutputTokens,
      temperature: settings.temperature,
      top_p: settings.topP,
      top_k: settings.topK,
      min_p: settings.minP,
      stop: settings.stop.length > 0 ? settings.stop : null,
      seed: settings.seed,
      frequency_penalty: settings.frequencyPenalty,
      presence_penalty: settings.presencePenalty,
      repeat_penalty: settings.repetitionPenalty,
    }),
  });
}

/** gpt-oss knows levels and takes no yes or no; the others know nothing else. Source: https://docs.ollama.com/capabilities/thinking */
function writeThinking(wish: ReasoningWish, model: string): boolean | string {
  const effort = reasoningEffort(wish);
  if (!model.includes("gpt-oss")) return effort !== "none";
  if (effort === "high" || effort === "xhigh") return "high";
  return effort === "medium" ? "medium" : "low";
}

function writeFormat(format: AnswerFormat): unknown {
  return format.kind === "json" ? "json" : format.schema;
}

function writeTool({ name, description, parameters }: Conversation["tools"][number]) {
  return { type: "function", function: present({ name, description, parameters }) };
}

function writeTurn({ role, parts }: Turn, names: ReadonlyMap<string, string>): Record<string, unknown>[] {
  const messages: Record<string, unknown>[] = [];
  for (const part of parts)
    if (part.kind === "tool_result")
      messages.push({ role: "tool", tool_name: names.get(part.callId), content: textOf(part.parts) });
  const images = parts.flatMap((part) =>
    part.kind === "image" && part.source.kind === "inline" ? [part.source.base64] : [],
  );
  const calls = parts.flatMap((part) =>
    part.kind === "tool_call"
      ? [{ function: { name: part.name, arguments: objectIn(parseJson(part.arguments)) } }]
      : [],
  );
  const text = textOf(parts.filter((part) => part.kind === "text"));
  if (text === "" && images.length === 0 && calls.length === 0) return messages;
  const message = present({
    role,
    content: text,
    images: images.length === 0 ? null : images,
    tool_calls: calls.length === 0 ? null : calls,
  });
  return [...messages, message];
}
