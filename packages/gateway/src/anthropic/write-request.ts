import type { CacheLifetime, Conversation, MediaSource, Part, ToolChoice } from "../conversation/conversation.ts";
import type { RequestNeeds } from "../conversation/request-needs.ts";
import { objectIn, parseJson, present } from "../json-fields.ts";
import { claudeThinking } from "./claude-model.ts";

/** Writes a conversation, fitted to the model, as a request of the messages API. */
export function writeAnthropicRequest(conversation: Conversation, needs: RequestNeeds): Record<string, unknown> {
  const { settings, tools } = conversation;
  const asked = settings.reasoning && claudeThinking(needs.model, settings.reasoning, needs.maxOutputTokens);
  const schema = settings.format?.kind === "schema" ? settings.format.schema : null;
  const output = present({ effort: asked?.effort, format: schema && { type: "json_schema", schema } });
  return present({
    model: needs.model,
    max_tokens: needs.maxOutputTokens,
    stream: needs.stream || null,
    system: conversation.system.length === 0 ? null : conversation.system.map(writeBlock).filter(isBlock),
    messages: conversation.turns.map(({ role, parts }) => ({ role, content: parts.map(writeBlock).filter(isBlock) })),
    temperature: settings.temperature === null ? null : Math.min(1, settings.temperature),
    top_p: settings.topP,
    top_k: settings.topK,
    stop_sequences: settings.stop.length > 0 ? settings.stop : null,
    thinking: asked?.thinking,
    tools: tools.length === 0 ? null : tools.map(writeTool),
    tool_choice: writeToolChoice(conversation.toolChoice, tools.length > 0 && settings.parallelTools === false),
    output_config: Object.keys(output).length > 0 ? output : null,
    metadata: settings.user === null ? null : { user_id: settings.user },
  });
}

function writeTool({ name, description, parameters, strict, cache }: Conversation["tools"][number]) {
  const schema = Object.keys(parameters).length === 0 ? { type: "object" } : parameters;
  return present({ name, description, input_schema: schema, strict, cache_control: cacheControl(cache) });
}

function writeToolChoice(choice: ToolChoice | null, oneAtATime: boolean): Record<string, unknown> | null {
  const alone = oneAtATime ? { disable_parallel_tool_use: true } : {};
  if (choice === null) return oneAtATime ? { type: "auto", ...alone } : null;
  if (choice.kind === "tool") return { type: "tool", name: choice.name, ...alone };
  if (choice.kind === "required") return { type: "any", ...alone };
  return choice.kind === "none" ? { type: "none" } : { type: "auto", ...alone };
}

function isBlock(block: Record<string, unknown> | null): block is Record<string, unknown> {
  return block !== null;
}

function writeBlock(part: Part): Record<string, unknown> | null {
  const cache_control = cacheControl(part.cache);
  switch (part.kind) {
    case "text":
      return part.text === "" ? null : present({ type: "text", text: part.text, cache_control });
    case "image":
      return present({ type: "image", source: writeSource(part.source), cache_control });
    case "file":
      return present({ type: "document", source: writeSource(part.source), title: part.name, cache_control });
    case "tool_call": {
      const input = objectIn(parseJson(part.arguments));
      return present({ type: "tool_use", id: part.id, name: part.name, input, cache_control });
    }
    case "tool_result":
      return present({
        type: "tool_result",
        tool_use_id: part.callId,
        content: part.parts.map(writeBlock).filter(isBlock),
        is_error: part.isError || null,
        cache_control,
      });
    case "reasoning":
      // Unsigned thinking is not this vendor's, and it refuses what it has not signed.
      return part.signature === null ? null : { type: "thinking", thinking: part.text, signature: part.signature };
    case "redacted_reasoning":
      return { type: "redacted_thinking", data: part.data };
    case "audio":
      return null;
  }
}

function cacheControl(cache: CacheLifetime | null | undefined): Record<string, unknown> | null {
  if (!cache) return null;
  return cache === "1h" ? { type: "ephemeral", ttl: "1h" } : { type: "ephemeral" };
}

function writeSource(source: MediaSource): Record<string, unknown> {
  if (source.kind === "url") return { type: "url", url: source.url };
  if (source.mediaType.startsWith("text/"))
    return {
      type: "text",
      media_type: "text/plain",
      data: Buffer.from(source.base64, "base64").toString("utf8"),
    };
  return { type: "base64", media_type: source.mediaType, data: source.base64 };
}
