import { z } from "zod";
import type { PreparedCall } from "../call.ts";
import { ChatRequest } from "../chat-request.ts";
import type { StreamEvent } from "../stream-events.ts";
import { joinPieces } from "../tokens.ts";
import type { Usage } from "../usage.ts";
import type { Dialect, StreamWriter } from "./dialect.ts";

/** Whatever Ollama does not know it passes over, and it streams unless told not to. */
const OllamaRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z.string().default(""),
        tool_calls: z
          .array(z.looseObject({ function: z.looseObject({ name: z.string(), arguments: z.unknown() }) }))
          .optional(),
      }),
    )
    .min(1),
  stream: z.boolean().default(true),
  format: z.unknown().optional(),
  think: z.union([z.boolean(), z.string()]).optional(),
  tools: z.array(z.unknown()).optional(),
  options: z
    .looseObject({
      num_predict: z.number().int().optional(),
      stop: z.array(z.string()).optional(),
      seed: z.number().int().optional(),
    })
    .default({}),
});
type OllamaRequest = z.infer<typeof OllamaRequest>;

function toChat({ model, messages, stream, format, think, tools, options }: OllamaRequest): unknown {
  const limit = options.num_predict;
  return {
    model,
    stream,
    tools,
    max_tokens: limit === undefined || limit < 1 ? undefined : limit,
    stop: options.stop,
    seed: options.seed,
    reasoning_effort: think === true ? "low" : think === false ? undefined : think,
    messages: messages.map(({ tool_calls, ...message }) => ({
      ...message,
      tool_calls: tool_calls?.map(({ function: made }) => ({
        function: { name: made.name, arguments: JSON.stringify(made.arguments ?? {}) },
      })),
    })),
    response_format:
      format === undefined
        ? undefined
        : format === "json"
          ? { type: "json_object" }
          : { type: "json_schema", json_schema: { schema: format } },
  };
}

/** Source: https://github.com/ollama/ollama/blob/main/docs/api.md */
export const ollamaChat: Dialect = {
  name: "ollama-chat",
  path: /^\/api\/chat$/,
  address: () => ({}),
  request: OllamaRequest.transform(toChat).pipe(ChatRequest),
  credentialHeader: null,
  refusal: ({ body }) => ({ body: { error: body.error.message } }),
  whole: (call, usage) => {
    const [choice] = call.reply.choices;
    const thinking = joinPieces(choice?.reasoning ?? []);
    const calls = choice?.toolCalls.map(({ name, arguments: pieces }) => toolCall(name, joinPieces(pieces))) ?? [];
    const message = {
      role: "assistant",
      content: joinPieces(choice?.content ?? []),
      ...(thinking === "" ? {} : { thinking }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    };
    return last(call, { message, reason: choice?.finishReason ?? "stop", usage });
  },
  stream: lines,
};

function toolCall(name: string, json: string) {
  return { function: { name, arguments: JSON.parse(json) } };
}

function line(call: PreparedCall, message: Record<string, unknown>, done = false) {
  return { model: call.request.model, created_at: new Date(call.created * 1000).toISOString(), message, done };
}

/** The counts stand in the last line, or in the only one. */
function last(call: PreparedCall, end: { message: Record<string, unknown>; reason: string; usage: Usage | null }) {
  const counts = end.usage && {
    prompt_eval_count: end.usage.prompt_tokens,
    eval_count: end.usage.completion_tokens,
  };
  const done_reason = end.reason === "length" ? "length" : "stop";
  return { ...line(call, end.message, true), done_reason, total_duration: 1_000_000, ...counts };
}

/** One JSON object to a line; calls of tools are never streamed in pieces. */
function lines(call: PreparedCall): StreamWriter {
  const write = (value: unknown) => `${JSON.stringify(value)}\n`;
  const say = (message: Record<string, unknown>) => write(line(call, { role: "assistant", ...message }));
  let reason = "stop";
  return {
    contentType: "application/x-ndjson",
    open: () => "",
    event: ({ said }: StreamEvent) => {
      switch (said.kind) {
        case "reasoning":
          return say({ content: "", thinking: said.text });
        case "text":
          return say({ content: said.text });
        case "tool":
          return say({ content: "", tool_calls: [toolCall(said.name, said.arguments)] });
        case "finish":
          reason = said.reason;
          return "";
        default:
          return "";
      }
    },
    close: (usage) => write(last(call, { message: { role: "assistant", content: "" }, reason, usage })),
    failure: (error) => write({ error }),
  };
}
