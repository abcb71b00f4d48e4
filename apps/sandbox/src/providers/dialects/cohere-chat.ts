import { z } from "zod";
import type { PreparedCall } from "../call.ts";
import { ChatRequest } from "../chat-request.ts";
import type { ChoicePlan } from "../compose-reply.ts";
import type { Said, StreamEvent } from "../stream-events.ts";
import { joinPieces } from "../tokens.ts";
import type { Usage } from "../usage.ts";
import { type Dialect, type StreamWriter, sse } from "./dialect.ts";

const CohereRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.enum(["system", "user", "assistant", "tool"]) })).min(1),
  stream: z.boolean().optional(),
  max_tokens: z.number().int().min(1).optional(),
  stop_sequences: z.array(z.string()).optional(),
  seed: z.number().int().optional(),
  p: z.number().min(0.01).max(0.99).optional(),
  k: z.number().min(0).max(500).optional(),
  thinking: z.looseObject({ type: z.enum(["enabled", "disabled"]) }).optional(),
  tools: z.array(z.unknown()).optional(),
  tool_choice: z.enum(["REQUIRED", "NONE"]).optional(),
  response_format: z.looseObject({ type: z.string(), json_schema: z.unknown().optional() }).optional(),
});
type CohereRequest = z.infer<typeof CohereRequest>;

/** Messages and tools are OpenAI's but for the thinking that stands among the content. */
function toChat(request: CohereRequest): unknown {
  const { model, messages, stream, max_tokens, seed, tools, tool_choice, thinking, response_format: format } = request;
  return {
    model,
    messages,
    stream,
    max_tokens,
    seed,
    tools,
    stop: request.stop_sequences,
    tool_choice: tool_choice?.toLowerCase(),
    reasoning_effort: thinking?.type === "enabled" ? "low" : undefined,
    response_format:
      format?.json_schema === undefined ? format : { type: "json_schema", json_schema: { schema: format.json_schema } },
  };
}

/** Source: https://docs.cohere.com/reference/chat */
export const cohereChat: Dialect = {
  name: "cohere-chat",
  path: /^\/v2\/chat$/,
  address: () => ({}),
  request: CohereRequest.transform(toChat).pipe(ChatRequest),
  credentialHeader: "authorization",
  refusal: ({ body }) => ({ body: { id: "sandbox", message: body.error.message } }),
  whole: (call, usage) => {
    const [choice] = call.reply.choices;
    return {
      id: idOf(call),
      finish_reason: finishReason(choice?.finishReason ?? "stop"),
      message: choice === undefined ? { role: "assistant" } : message(choice),
      ...(usage === null ? {} : { usage: usageOf(usage) }),
    };
  },
  stream: (call) => new CohereWriter(call),
};

function idOf(call: PreparedCall): string {
  return call.id.replace("chatcmpl-", "");
}

/** `tokens` counts what the model read and wrote; what is billed is a little less, because formatting is free. */
function usageOf(usage: Usage) {
  const { prompt_tokens: input, completion_tokens: output } = usage;
  return {
    billed_units: { input_tokens: Math.max(0, input - 3), output_tokens: output },
    tokens: { input_tokens: input, output_tokens: output },
    cached_tokens: usage.prompt_tokens_details.cached_tokens,
  };
}

const FINISH_REASONS: Record<string, string> = {
  stop: "COMPLETE",
  length: "MAX_TOKENS",
  tool_calls: "TOOL_CALL",
  content_filter: "ERROR_TOXIC",
};

function finishReason(reason: string): string {
  return FINISH_REASONS[reason] ?? reason;
}

function message(choice: ChoicePlan) {
  const thinking = joinPieces(choice.reasoning);
  const text = joinPieces(choice.content);
  const content = [
    ...(thinking === "" ? [] : [{ type: "thinking", thinking }]),
    ...(text === "" ? [] : [{ type: "text", text }]),
  ];
  const calls = choice.toolCalls.map(({ id, name, arguments: pieces }) => ({
    id,
    type: "function",
    function: { name, arguments: joinPieces(pieces) },
  }));
  return { role: "assistant", content, ...(calls.length === 0 ? {} : { tool_calls: calls }) };
}

/** Writes the named events of the second chat API. */
class CohereWriter implements StreamWriter {
  readonly contentType = "text/event-stream";
  readonly #call: PreparedCall;
  #index = -1;
  #open: Said["kind"] | null = null;
  #reason = "stop";

  constructor(call: PreparedCall) {
    this.#call = call;
  }

  open(): string {
    const delta = { message: { role: "assistant", content: [], tool_plan: "", tool_calls: [], citations: [] } };
    return named("message-start", { id: idOf(this.#call), delta });
  }

  event({ said }: StreamEvent): string {
    switch (said.kind) {
      case "opening":
      case "picture":
        return "";
      case "reasoning":
        return this.#begin("reasoning", { type: "thinking", thinking: "" }) + this.#content({ thinking: said.text });
      case "text":
        return this.#begin("text", { type: "text", text: "" }) + this.#content({ text: said.text });
      case "tool": {
        const ended = this.#end();
        this.#open = "tool";
        const call = { id: said.id, type: "function", function: { name: said.name, arguments: "" } };
        return ended + named("tool-call-start", { index: said.position, delta: { message: { tool_calls: call } } });
      }
      case "arguments": {
        const delta = { message: { tool_calls: { function: { arguments: said.text } } } };
        return named("tool-call-delta", { index: said.position, delta });
      }
      case "finish":
        this.#reason = said.reason;
        return this.#end();
    }
  }

  close(usage: Usage | null): string {
    const told = usage === null ? {} : { usage: usageOf(usage) };
    return named("message-end", { delta: { finish_reason: finishReason(this.#reason), ...told } });
  }

  failure(error: string): string {
    return named("message-end", { delta: { error, finish_reason: "ERROR" } });
  }

  #begin(kind: "reasoning" | "text", content: Record<string, unknown>): string {
    if (this.#open === kind) {
      return "";
    }
    const ended = this.#end();
    this.#open = kind;
    this.#index += 1;
    return ended + named("content-start", { index: this.#index, delta: { message: { content } } });
  }

  #content(content: Record<string, unknown>): string {
    return named("content-delta", { index: this.#index, delta: { message: { content } } });
  }

  #end(): string {
    const kind = this.#open;
    this.#open = null;
    if (kind === null) {
      return "";
    }
    return kind === "tool" ? named("tool-call-end", {}) : named("content-end", { index: this.#index });
  }
}

function named(type: string, fields: Record<string, unknown>): string {
  return sse({ type, ...fields }, type);
}
