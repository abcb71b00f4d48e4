import { z } from "zod";
import type { PreparedCall } from "../call.ts";
import { ChatRequest } from "../chat-request.ts";
import type { ChoicePlan } from "../compose-reply.ts";
import type { StreamEvent } from "../stream-events.ts";
import { joinPieces } from "../tokens.ts";
import { reportedUsage, type Usage } from "../usage.ts";
import { type Dialect, type StreamWriter, sse } from "./dialect.ts";

const Part = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  functionCall: z.looseObject({ name: z.string(), args: z.unknown().optional() }).optional(),
  functionResponse: z.looseObject({ name: z.string(), response: z.unknown().optional() }).optional(),
});
const Content = z.looseObject({ role: z.string().optional(), parts: z.array(Part) });

/** Members outside this list are refused, as the vendor refuses them. */
const GenerateRequest = z.strictObject({
  model: z.string().min(1),
  stream: z.boolean(),
  contents: z.array(Content).min(1),
  systemInstruction: Content.optional(),
  generationConfig: z
    .looseObject({
      maxOutputTokens: z.number().optional(),
      stopSequences: z.array(z.string()).optional(),
      candidateCount: z.number().int().optional(),
      seed: z.number().int().optional(),
      responseMimeType: z.string().optional(),
      responseJsonSchema: z.unknown().optional(),
      responseSchema: z.unknown().optional(),
      responseModalities: z.array(z.string()).optional(),
      thinkingConfig: z.looseObject({ includeThoughts: z.boolean().optional() }).optional(),
    })
    .default({}),
  tools: z
    .array(
      z.looseObject({
        functionDeclarations: z
          .array(
            z.looseObject({
              name: z.string(),
              description: z.string().optional(),
              parameters: z.unknown().optional(),
              parametersJsonSchema: z.unknown().optional(),
            }),
          )
          .optional(),
      }),
    )
    .default([]),
  toolConfig: z
    .looseObject({
      functionCallingConfig: z
        .looseObject({ mode: z.string().optional(), allowedFunctionNames: z.array(z.string()).optional() })
        .optional(),
    })
    .optional(),
  safetySettings: z.unknown().optional(),
  cachedContent: z.string().optional(),
  labels: z.unknown().optional(),
});
type GenerateRequest = z.infer<typeof GenerateRequest>;

function toChat(request: GenerateRequest): unknown {
  const { model, stream, systemInstruction, generationConfig: config } = request;
  const system =
    systemInstruction === undefined ? [] : [{ role: "system", content: textParts(systemInstruction.parts) }];
  const tools = request.tools.flatMap((tool) => tool.functionDeclarations ?? []);
  const thinks = config.thinkingConfig !== undefined && config.thinkingConfig.thinkingBudget !== 0;
  return {
    model,
    stream,
    max_tokens: config.maxOutputTokens,
    stop: config.stopSequences,
    n: config.candidateCount,
    seed: config.seed,
    modalities: config.responseModalities?.map((modality) => modality.toLowerCase()),
    reasoning_effort: thinks ? "low" : undefined,
    messages: [...system, ...request.contents.flatMap(toMessages)],
    tools: tools.map(({ name, description, parameters, parametersJsonSchema }) => ({
      type: "function",
      function: { name, description, parameters: parametersJsonSchema ?? parameters },
    })),
    tool_choice: toChoice(request),
    response_format: toFormat(config),
  };
}

function toChoice({ toolConfig }: GenerateRequest): unknown {
  const { mode, allowedFunctionNames: allowed } = toolConfig?.functionCallingConfig ?? {};
  const [only] = allowed ?? [];
  if (mode === "ANY") {
    return only === undefined ? "required" : { function: { name: only } };
  }
  return mode === "NONE" ? "none" : undefined;
}

function toFormat(config: GenerateRequest["generationConfig"]): unknown {
  const schema = config.responseJsonSchema ?? config.responseSchema;
  if (schema !== undefined) {
    return { type: "json_schema", json_schema: { schema } };
  }
  return config.responseMimeType === "application/json" ? { type: "json_object" } : undefined;
}

function textParts(parts: z.infer<typeof Part>[]): unknown[] {
  return parts.filter((part) => part.thought !== true).map(({ text }) => ({ type: "part", text }));
}

function toMessages({ role, parts }: z.infer<typeof Content>): unknown[] {
  const results = parts.flatMap(({ functionResponse: result }) =>
    result === undefined ? [] : [{ role: "tool", content: JSON.stringify(result.response ?? {}) }],
  );
  const calls = parts.flatMap(({ functionCall: call }) =>
    call === undefined ? [] : [{ function: { name: call.name, arguments: JSON.stringify(call.args ?? {}) } }],
  );
  const spoken = parts.filter(({ functionCall, functionResponse }) => !functionCall && !functionResponse);
  const message = { role: role === "model" ? "assistant" : "user", content: textParts(spoken), tool_calls: calls };
  return spoken.length > 0 || calls.length > 0 ? [...results, message] : results;
}

const STATUS_WORDS: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

function errorBody(code: number, message: string) {
  return { error: { code, message, status: STATUS_WORDS[code] ?? (code >= 500 ? "INTERNAL" : "INVALID_ARGUMENT") } };
}

/** Source: https://ai.google.dev/api/generate-content */
export const geminiGenerate: Dialect = {
  name: "gemini-generate",
  path: /^\/v1(?:beta)?\/models\/(.+):(generateContent|streamGenerateContent)$/,
  address: ([, model, method]) => ({
    model: decodeURIComponent(model ?? ""),
    stream: method === "streamGenerateContent",
  }),
  request: GenerateRequest.transform(toChat).pipe(ChatRequest),
  credentialHeader: "x-goog-api-key",
  refusal: ({ status, body }) => ({ body: errorBody(status, body.error.message) }),
  whole: (call, usage) => chunk(call, call.reply.choices.map(toCandidate), usage),
  stream: (call) => new GenerateWriter(call),
};

function chunk(call: PreparedCall, candidates: unknown[], usage: Usage | null) {
  const told = usage === null ? {} : { usageMetadata: usageOf(usage) };
  return { candidates, ...told, modelVersion: call.request.model, responseId: call.id.replace("chatcmpl-", "") };
}

/** Thoughts stand beside the candidates' tokens here, cached content inside the prompt. */
function usageOf(usage: Usage) {
  const thoughts = usage.completion_tokens_details.reasoning_tokens;
  const cached = usage.prompt_tokens_details.cached_tokens;
  const pictures = usage.completion_tokens_details.image_tokens ?? 0;
  return {
    promptTokenCount: usage.prompt_tokens,
    candidatesTokenCount: usage.completion_tokens - thoughts,
    totalTokenCount: usage.total_tokens,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: usage.prompt_tokens }],
    ...(cached > 0 ? { cachedContentTokenCount: cached } : {}),
    ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
    ...(pictures > 0 ? { candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: pictures }] } : {}),
  };
}

const FINISH_REASONS: Record<string, string> = {
  stop: "STOP",
  tool_calls: "STOP",
  length: "MAX_TOKENS",
  content_filter: "SAFETY",
};

/** Thinking is sealed so that it can be sent back; this seal is checked by nobody. */
const SIGNATURE = Buffer.from("sandbox thought").toString("base64");

function toCandidate(choice: ChoicePlan, index: number) {
  const thought = joinPieces(choice.reasoning);
  const text = joinPieces(choice.content);
  const parts = [
    ...(thought === "" ? [] : [{ text: thought, thought: true }]),
    ...(text === "" ? [] : [{ text }]),
    ...choice.pictures.map(picturePart),
    ...choice.toolCalls.map((call, at) => callPart(call.name, joinPieces(call.arguments), at)),
  ];
  return candidate(index, parts, FINISH_REASONS[choice.finishReason] ?? choice.finishReason);
}

function candidate(index: number, parts: unknown[], finishReason: string | null) {
  return { content: { role: "model", parts }, ...(finishReason === null ? {} : { finishReason }), index };
}

function picturePart(data: string) {
  return { inlineData: { mimeType: "image/png", data } };
}

/** The first call of a turn carries the signature of the thoughts that led to it. */
function callPart(name: string, json: string, position: number) {
  const functionCall = { name, args: JSON.parse(json) };
  return position === 0 ? { functionCall, thoughtSignature: SIGNATURE } : { functionCall };
}

/** Writes chunks; calls of functions are never streamed in pieces, and every chunk says what was used so far. */
class GenerateWriter implements StreamWriter {
  readonly contentType = "text/event-stream; charset=utf-8";
  readonly #call: PreparedCall;
  #last: Array<[index: number, reason: string]> = [];

  constructor(call: PreparedCall) {
    this.#call = call;
  }

  open(): string {
    return "";
  }

  event({ index, said }: StreamEvent, tokensSoFar: number): string {
    switch (said.kind) {
      case "reasoning":
        return this.#send(candidate(index, [{ text: said.text, thought: true }], null), tokensSoFar);
      case "text":
        return this.#send(candidate(index, [{ text: said.text }], null), tokensSoFar);
      case "picture":
        return this.#send(candidate(index, [picturePart(said.base64)], null), tokensSoFar);
      case "tool":
        return this.#send(candidate(index, [callPart(said.name, said.arguments, said.position)], null), tokensSoFar);
      case "finish":
        this.#last.push([index, FINISH_REASONS[said.reason] ?? said.reason]);
        return "";
      default:
        return "";
    }
  }

  close(usage: Usage | null): string {
    const ends = this.#last.map(([index, reason]) => candidate(index, [{ text: "" }], reason));
    return sse(chunk(this.#call, ends, usage));
  }

  failure(message: string): string {
    return sse(errorBody(500, message));
  }

  #send(one: unknown, tokensSoFar: number): string {
    const { counts, directive } = this.#call;
    const reasoning = Math.min(counts.reasoning, tokensSoFar);
    const usage = reportedUsage({ ...counts, completion: tokensSoFar, reasoning }, directive);
    return sse(chunk(this.#call, [one], usage));
  }
}
