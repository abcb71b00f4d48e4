import { z } from "zod";
import type { PreparedCall } from "../call.ts";
import { ChatRequest } from "../chat-request.ts";
import type { ChoicePlan } from "../compose-reply.ts";
import type { Said } from "../stream-events.ts";
import { joinPieces } from "../tokens.ts";
import { reportedUsage, type Usage } from "../usage.ts";
import { type Dialect, type StreamWriter, sse } from "./dialect.ts";

const Block = z.looseObject({ type: z.string() });
const Content = z.union([z.string(), z.array(Block)]);

/** Members outside this list are refused, as the vendor refuses them. */
const MessagesRequest = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.number().int().min(1),
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: Content })).min(1),
  system: Content.optional(),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string()).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().optional(),
  top_k: z.number().optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  thinking: z.looseObject({ type: z.enum(["enabled", "adaptive", "disabled"]) }).optional(),
  tools: z
    .array(
      z.looseObject({ name: z.string(), description: z.string().optional(), input_schema: z.unknown().optional() }),
    )
    .optional(),
  tool_choice: z.looseObject({ type: z.enum(["auto", "any", "tool", "none"]), name: z.string().optional() }).optional(),
  output_config: z.looseObject({ format: z.looseObject({ schema: z.unknown().optional() }).optional() }).optional(),
  cache_control: z.unknown().optional(),
  service_tier: z.string().optional(),
  container: z.unknown().optional(),
  context_management: z.unknown().optional(),
});
type MessagesRequest = z.infer<typeof MessagesRequest>;

function toChat(request: MessagesRequest): unknown {
  const { model, stream, tools, tool_choice: choice, thinking, output_config: output } = request;
  const system = request.system === undefined ? [] : [{ role: "system", content: textParts(request.system) }];
  return {
    model,
    stream,
    max_tokens: request.max_tokens,
    stop: request.stop_sequences,
    reasoning_effort: thinking === undefined || thinking.type === "disabled" ? undefined : "low",
    messages: [...system, ...request.messages.flatMap(({ role, content }) => toMessages(role, content))],
    tools: tools?.map(({ name, description, input_schema: parameters }) => ({
      type: "function",
      function: { name, description, parameters },
    })),
    tool_choice:
      choice?.type === "tool"
        ? { function: { name: choice.name ?? "" } }
        : choice?.type === "any"
          ? "required"
          : choice?.type,
    parallel_tool_calls: choice?.disable_parallel_tool_use === true ? false : undefined,
    response_format:
      output?.format === undefined ? undefined : { type: "json_schema", json_schema: { schema: output.format.schema } },
  };
}

function textParts(content: z.infer<typeof Content>): unknown {
  if (typeof content === "string") {
    return content;
  }
  return content.map((block) => ({ type: block.type, ...(typeof block.text === "string" && { text: block.text }) }));
}

/** Results of tools are messages of their own in the chat form. */
function toMessages(role: string, content: z.infer<typeof Content>): unknown[] {
  if (typeof content === "string") {
    return [{ role, content }];
  }
  const results = content.filter(({ type }) => type === "tool_result");
  const calls = content.filter(({ type }) => type === "tool_use");
  const spoken = content.filter(({ type }) => type !== "tool_result" && type !== "tool_use");
  const messages: unknown[] = results.map((block) => ({
    role: "tool",
    content: textParts(Content.catch("").parse(block.content)),
  }));
  if (spoken.length > 0 || calls.length > 0) {
    const tool_calls = calls.map(({ name, input }) => ({
      function: { name: String(name), arguments: JSON.stringify(input ?? {}) },
    }));
    messages.push({ role, content: textParts(spoken), tool_calls });
  }
  return messages;
}

const ERROR_TYPES: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  503: "overloaded_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** Source: https://docs.anthropic.com/en/api/messages */
export const anthropicMessages: Dialect = {
  name: "anthropic-messages",
  path: /^\/v1\/messages$/,
  address: () => ({}),
  request: MessagesRequest.transform(toChat).pipe(ChatRequest),
  credentialHeader: "x-api-key",
  refusal: ({ status, body }) => {
    const type = ERROR_TYPES[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
    return { body: { type: "error", error: { type, message: body.error.message }, request_id: "req_sandbox" } };
  },
  whole: (call, usage) => {
    const [choice] = call.reply.choices;
    const content = choice === undefined ? [] : blocks(choice);
    const stop_reason = stopReason(choice?.finishReason ?? "stop");
    return { ...opening(call), content, stop_reason, ...(usage === null ? {} : { usage: usageOf(usage) }) };
  },
  stream: (call) => new MessagesWriter(call),
};

function opening(call: PreparedCall) {
  const id = call.id.replace("chatcmpl-", "msg_");
  const { model } = call.request;
  return { id, type: "message", role: "assistant", model, content: [], stop_reason: null, stop_sequence: null };
}

/** Cached tokens stand outside `input_tokens` here, thinking inside `output_tokens`. */
function usageOf(usage: Usage) {
  const cached = usage.prompt_tokens_details.cached_tokens;
  return {
    input_tokens: usage.prompt_tokens - cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: usage.completion_tokens,
    service_tier: "standard",
  };
}

const STOP_REASONS: Record<string, string> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
};

function stopReason(reason: string): string {
  return STOP_REASONS[reason] ?? reason;
}

/** Thinking is sealed so that it can be sent back; this seal is checked by nobody. */
const SIGNATURE = Buffer.from("sandbox thinking").toString("base64");

function blocks(choice: ChoicePlan): unknown[] {
  const thinking = joinPieces(choice.reasoning);
  const text = joinPieces(choice.content);
  return [
    ...(thinking === "" ? [] : [{ type: "thinking", thinking, signature: SIGNATURE }]),
    ...(text === "" ? [] : [{ type: "text", text, citations: null }]),
    ...choice.toolCalls.map(({ id, name, arguments: pieces }) => ({
      type: "tool_use",
      id: toolUseId(id),
      name,
      input: JSON.parse(joinPieces(pieces)),
    })),
  ];
}

function toolUseId(id: string): string {
  return id.replace("call_", "toolu_");
}

type BlockKind = "thinking" | "text" | "tool_use";

/** Writes the named events of a message: each block is opened, filled and closed. */
class MessagesWriter implements StreamWriter {
  readonly contentType = "text/event-stream; charset=utf-8";
  readonly #call: PreparedCall;
  #block = -1;
  #open: BlockKind | null = null;
  #reason = "stop";

  constructor(call: PreparedCall) {
    this.#call = call;
  }

  open(): string {
    const usage = reportedUsage(this.#call.counts, this.#call.directive);
    const told =
      usage === null ? {} : { usage: { ...usageOf(usage), output_tokens: Math.min(1, usage.completion_tokens) } };
    return `${named("message_start", { message: { ...opening(this.#call), ...told } })}${named("ping", {})}`;
  }

  event({ said }: { said: Said }): string {
    switch (said.kind) {
      case "opening":
      case "picture":
        return "";
      case "reasoning":
        return `${this.#begin("thinking", { thinking: "", signature: "" })}${this.#delta({ type: "thinking_delta", thinking: said.text })}`;
      case "text":
        return `${this.#begin("text", { text: "" })}${this.#delta({ type: "text_delta", text: said.text })}`;
      case "tool": {
        const { id, name } = said;
        return `${this.#end()}${this.#begin("tool_use", { id: toolUseId(id), name, input: {} })}`;
      }
      case "arguments":
        return this.#delta({ type: "input_json_delta", partial_json: said.text });
      case "finish":
        this.#reason = said.reason;
        return this.#end();
    }
  }

  close(usage: Usage | null): string {
    const delta = { stop_reason: stopReason(this.#reason), stop_sequence: null };
    const told = usage === null ? {} : { usage: usageOf(usage) };
    return `${named("message_delta", { delta, ...told })}${named("message_stop", {})}`;
  }

  failure(message: string): string {
    return named("error", { error: { type: "api_error", message } });
  }

  #begin(kind: BlockKind, fields: Record<string, unknown>): string {
    if (this.#open === kind) {
      return "";
    }
    const ended = this.#end();
    this.#open = kind;
    this.#block += 1;
    return `${ended}${named("content_block_start", { index: this.#block, content_block: { type: kind, ...fields } })}`;
  }

  #delta(delta: Record<string, unknown>): string {
    return named("content_block_delta", { index: this.#block, delta });
  }

  #end(): string {
    if (this.#open === null) {
      return "";
    }
    const signed = this.#open === "thinking" ? this.#delta({ type: "signature_delta", signature: SIGNATURE }) : "";
    this.#open = null;
    return `${signed}${named("content_block_stop", { index: this.#block })}`;
  }
}

function named(type: string, fields: Record<string, unknown>): string {
  return sse({ type, ...fields }, type);
}
