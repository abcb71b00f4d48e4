import type { AnswerFormat, Conversation, Part, PictureWish, ToolChoice, Turn } from "../conversation/conversation.ts";
import { mediaFormat, mediaUrl } from "../conversation/media.ts";
import { reasoningEffort } from "../conversation/reasoning-budget.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { textOf } from "../conversation/tool-names.ts";
import { type DialectQuirks, maxTokensField } from "../dialect-quirks.ts";
import { present } from "../json-fields.ts";

/** Writes a conversation as a chat completion request. */
export function writeChatRequest(
  conversation: Conversation,
  needs: RequestNeeds,
  quirks: Pick<DialectQuirks, "maxTokensField" | "streamOptions">,
): Record<string, unknown> {
  const { settings, tools } = conversation;
  return present({
    model: needs.model,
    messages: writeMessages(conversation),
    [maxTokensField(quirks, needs.model)]: needs.maxOutputTokens,
    stream: needs.stream || null,
    stream_options: needs.stream && quirks.streamOptions ? { include_usage: true } : null,
    temperature: settings.temperature,
    top_p: settings.topP,
    stop: settings.stop.length > 0 ? settings.stop : null,
    seed: settings.seed,
    frequency_penalty: settings.frequencyPenalty,
    presence_penalty: settings.presencePenalty,
    n: settings.choices > 1 ? settings.choices : null,
    logprobs: settings.logprobs === null ? null : true,
    top_logprobs: settings.logprobs || null,
    response_format: settings.format && writeFormat(settings.format),
    reasoning_effort: settings.reasoning && reasoningEffort(settings.reasoning),
    verbosity: settings.verbosity,
    tools: tools.length === 0 ? null : tools.map(writeTool),
    tool_choice: conversation.toolChoice && writeToolChoice(conversation.toolChoice),
    parallel_tool_calls: tools.length === 0 ? null : settings.parallelTools,
    user: settings.user,
    ...writePictures(settings.pictures),
  });
}

function writePictures(wish: PictureWish | null): Record<string, unknown> {
  if (wish === null) return {};
  const config = present({ aspect_ratio: wish.aspectRatio, image_size: wish.size });
  return {
    modalities: wish.words ? ["image", "text"] : ["image"],
    image_config: Object.keys(config).length > 0 ? config : null,
  };
}

function writeTool({ name, description, parameters, strict }: Conversation["tools"][number]) {
  return { type: "function", function: present({ name, description, parameters, strict }) };
}

function writeToolChoice(choice: ToolChoice): unknown {
  return choice.kind === "tool" ? { type: "function", function: { name: choice.name } } : choice.kind;
}

function writeFormat(format: AnswerFormat): Record<string, unknown> {
  if (format.kind === "json") return { type: "json_object" };
  const { name, schema, strict } = format;
  return { type: "json_schema", json_schema: present({ name, schema, strict }) };
}

export function writeMessages({ system, turns }: Pick<Conversation, "system" | "turns">): Record<string, unknown>[] {
  const messages: Record<string, unknown>[] = [];
  if (system.length > 0) messages.push({ role: "system", content: textOf(system) });
  for (const turn of turns) messages.push(...(turn.role === "user" ? userMessages(turn) : [assistantMessage(turn)]));
  return messages;
}

/** Results of tools are messages of their own and come first: they answer the turn before. */
function userMessages({ parts }: Turn): Record<string, unknown>[] {
  const messages: Record<string, unknown>[] = [];
  const spoken: Record<string, unknown>[] = [];
  for (const part of parts) {
    if (part.kind !== "tool_result") {
      const written = writePart(part);
      if (written) spoken.push(written);
      continue;
    }
    messages.push({ role: "tool", tool_call_id: part.callId, content: textOf(part.parts) });
    // A result's pictures have no place in a tool message; they follow as the user's own.
    for (const inner of part.parts) {
      const written = inner.kind === "text" ? null : writePart(inner);
      if (written) spoken.push(written);
    }
  }
  if (spoken.length === 0) return messages;
  const [only] = spoken;
  const plain = spoken.length === 1 && only?.type === "text";
  return [...messages, { role: "user", content: plain ? only.text : spoken }];
}

function writePart(part: Part): Record<string, unknown> | null {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: present({ url: mediaUrl(part.source), detail: part.detail }) };
    case "file":
      return { type: "file", file: { file_data: mediaUrl(part.source), filename: part.name ?? "file" } };
    case "audio":
      return { type: "input_audio", input_audio: { data: part.base64, format: mediaFormat(`audio/${part.format}`) } };
    default:
      return null;
  }
}

function assistantMessage({ parts }: Turn): Record<string, unknown> {
  const calls = parts
    .filter((part) => part.kind === "tool_call")
    .map(({ id, name, arguments: text, signature }) =>
      present({
        id,
        type: "function",
        function: { name, arguments: text },
        extra_content: signature && { google: { thought_signature: signature } },
      }),
    );
  const text = textOf(parts.filter((part) => part.kind === "text"));
  const images = parts.flatMap((part) => (part.kind === "image" ? (writePart(part) ?? []) : []));
  return {
    role: "assistant",
    content: text === "" && calls.length > 0 ? null : text,
    ...(images.length > 0 ? { images } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}
