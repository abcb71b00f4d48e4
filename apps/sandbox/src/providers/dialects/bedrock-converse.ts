import { z } from "zod";
import type { PreparedCall } from "../call.ts";
import { ChatRequest } from "../chat-request.ts";
import type { ChoicePlan } from "../compose-reply.ts";
import type { Said, StreamEvent } from "../stream-events.ts";
import { joinPieces } from "../tokens.ts";
import type { Usage } from "../usage.ts";
import { awsEvent } from "./aws-event.ts";
import type { Dialect, StreamWriter } from "./dialect.ts";

const Block = z.looseObject({
  text: z.string().optional(),
  toolUse: z.looseObject({ name: z.string(), input: z.unknown() }).optional(),
  toolResult: z.looseObject({ content: z.array(z.looseObject({ text: z.string().optional() })) }).optional(),
});

/** Members outside this list are refused, as the vendor refuses them. */
const ConverseRequest = z.strictObject({
  model: z.string().min(1),
  stream: z.boolean(),
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.array(Block).min(1) })).min(1),
  system: z.array(Block).default([]),
  inferenceConfig: z
    .strictObject({
      maxTokens: z.number().int().min(1).optional(),
      temperature: z.number().optional(),
      topP: z.number().optional(),
      stopSequences: z.array(z.string()).optional(),
    })
    .default({}),
  toolConfig: z
    .strictObject({
      tools: z.array(
        z.looseObject({
          toolSpec: z
            .looseObject({
              name: z.string(),
              description: z.string().optional(),
              inputSchema: z.looseObject({ json: z.unknown() }),
            })
            .optional(),
        }),
      ),
      toolChoice: z
        .looseObject({ any: z.unknown().optional(), tool: z.looseObject({ name: z.string() }).optional() })
        .optional(),
    })
    .optional(),
  additionalModelRequestFields: z.unknown().optional(),
  guardrailConfig: z.unknown().optional(),
  requestMetadata: z.unknown().optional(),
  performanceConfig: z.unknown().optional(),
});
type ConverseRequest = z.infer<typeof ConverseRequest>;

function toChat({ model, stream, messages, system, inferenceConfig: config, toolConfig }: ConverseRequest): unknown {
  const tools = toolConfig?.tools.flatMap(({ toolSpec }) => (toolSpec === undefined ? [] : [toolSpec]));
  const forced = toolConfig?.toolChoice?.tool?.name;
  return {
    model,
    stream,
    max_tokens: config.maxTokens,
    stop: config.stopSequences,
    messages: [
      ...(system.length === 0 ? [] : [{ role: "system", content: textParts(system) }]),
      ...messages.flatMap(toMessages),
    ],
    tools: tools?.map(({ name, description, inputSchema }) => ({
      type: "function",
      function: { name, description, parameters: inputSchema.json },
    })),
    tool_choice:
      forced === undefined
        ? toolConfig?.toolChoice?.any === undefined
          ? undefined
          : "required"
        : { function: { name: forced } },
  };
}

function textParts(blocks: z.infer<typeof Block>[]): unknown[] {
  return blocks.filter((block) => block.cachePoint === undefined).map(({ text }) => ({ type: "block", text }));
}

function toMessages({ role, content }: ConverseRequest["messages"][number]): unknown[] {
  const results = content.flatMap(({ toolResult: result }) =>
    result === undefined ? [] : [{ role: "tool", content: result.content.map(({ text }) => ({ type: "text", text })) }],
  );
  const calls = content.flatMap(({ toolUse: use }) =>
    use === undefined ? [] : [{ function: { name: use.name, arguments: JSON.stringify(use.input ?? {}) } }],
  );
  const spoken = content.filter((block) => !block.toolUse && !block.toolResult && !block.reasoningContent);
  const message = { role, content: textParts(spoken), tool_calls: calls };
  return spoken.length > 0 || calls.length > 0 ? [...results, message] : results;
}

const ERROR_TYPES: Record<number, string> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  408: "ModelTimeoutException",
  429: "ThrottlingException",
  500: "InternalServerException",
  503: "ServiceUnavailableException",
};

/** Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const bedrockConverse: Dialect = {
  name: "bedrock-converse",
  path: /^\/v1\/model\/([^/]+)\/(converse|converse-stream)$/,
  address: ([, model, method]) => ({ model: decodeURIComponent(model ?? ""), stream: method === "converse-stream" }),
  request: ConverseRequest.transform(toChat).pipe(ChatRequest),
  credentialHeader: "authorization",
  refusal: ({ status, body }) => ({
    body: { message: body.error.message },
    headers: { "x-amzn-errortype": ERROR_TYPES[status] ?? "InternalServerException" },
  }),
  whole: (call, usage) => {
    const [choice] = call.reply.choices;
    const content = choice === undefined ? [] : blocks(choice);
    return {
      output: { message: { role: "assistant", content } },
      stopReason: stopReason(choice?.finishReason ?? "stop"),
      ...(usage === null ? {} : { usage: usageOf(usage) }),
      metrics: { latencyMs: Math.max(1, Math.round(call.pace.firstTokenMs)) },
    };
  },
  stream: (call) => new ConverseWriter(call),
};

/** Cached tokens stand outside `inputTokens` here. */
function usageOf(usage: Usage) {
  const cached = usage.prompt_tokens_details.cached_tokens;
  return {
    inputTokens: usage.prompt_tokens - cached,
    outputTokens: usage.completion_tokens,
    totalTokens: usage.total_tokens,
    cacheReadInputTokens: cached,
    cacheWriteInputTokens: 0,
  };
}

const STOP_REASONS: Record<string, string> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "content_filtered",
};

function stopReason(reason: string): string {
  return STOP_REASONS[reason] ?? reason;
}

/** Thinking is sealed so that it can be sent back; this seal is checked by nobody. */
const SIGNATURE = Buffer.from("sandbox reasoning").toString("base64");

function blocks(choice: ChoicePlan): unknown[] {
  const thought = joinPieces(choice.reasoning);
  const text = joinPieces(choice.content);
  return [
    ...(thought === "" ? [] : [{ reasoningContent: { reasoningText: { text: thought, signature: SIGNATURE } } }]),
    ...(text === "" ? [] : [{ text }]),
    ...choice.toolCalls.map(({ id, name, arguments: pieces }) => ({
      toolUse: { toolUseId: id, name, input: JSON.parse(joinPieces(pieces)) },
    })),
  ];
}

/** Writes the binary events of ConverseStream. */
class ConverseWriter implements StreamWriter {
  readonly contentType = "application/vnd.amazon.eventstream";
  readonly #call: PreparedCall;
  #block = -1;
  #open: Said["kind"] | null = null;
  #reason = "stop";

  constructor(call: PreparedCall) {
    this.#call = call;
  }

  open(): Buffer {
    return awsEvent("event", "messageStart", { role: "assistant" });
  }

  event({ said }: StreamEvent): Buffer {
    switch (said.kind) {
      case "opening":
      case "picture":
        return Buffer.alloc(0);
      case "reasoning":
        return Buffer.concat([this.#begin("reasoning"), this.#delta({ reasoningContent: { text: said.text } })]);
      case "text":
        return Buffer.concat([this.#begin("text"), this.#delta({ text: said.text })]);
      case "tool": {
        const ended = this.#end();
        this.#open = "tool";
        this.#block += 1;
        const start = { toolUse: { toolUseId: said.id, name: said.name } };
        const begun = awsEvent("event", "contentBlockStart", { contentBlockIndex: this.#block, start });
        return Buffer.concat([ended, begun]);
      }
      case "arguments":
        return this.#delta({ toolUse: { input: said.text } });
      case "finish":
        this.#reason = said.reason;
        return this.#end();
    }
  }

  close(usage: Usage | null): Buffer {
    const metrics = { latencyMs: Math.max(1, Math.round(this.#call.pace.firstTokenMs)) };
    return Buffer.concat([
      awsEvent("event", "messageStop", { stopReason: stopReason(this.#reason) }),
      awsEvent("event", "metadata", { ...(usage === null ? {} : { usage: usageOf(usage) }), metrics }),
    ]);
  }

  failure(message: string): Buffer {
    return awsEvent("exception", "internalServerException", { message });
  }

  /** Blocks of text and thinking begin with their first delta. */
  #begin(kind: "reasoning" | "text"): Buffer {
    if (this.#open === kind) {
      return Buffer.alloc(0);
    }
    const ended = this.#end();
    this.#open = kind;
    this.#block += 1;
    return ended;
  }

  #delta(delta: Record<string, unknown>): Buffer {
    return awsEvent("event", "contentBlockDelta", { contentBlockIndex: this.#block, delta });
  }

  #end(): Buffer {
    if (this.#open === null) {
      return Buffer.alloc(0);
    }
    const signed =
      this.#open === "reasoning" ? this.#delta({ reasoningContent: { signature: SIGNATURE } }) : Buffer.alloc(0);
    this.#open = null;
    return Buffer.concat([signed, awsEvent("event", "contentBlockStop", { contentBlockIndex: this.#block })]);
  }
}
