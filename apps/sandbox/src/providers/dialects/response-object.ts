import type { PreparedCall } from "../call.ts";
import type { ChoicePlan } from "../compose-reply.ts";
import { joinPieces } from "../tokens.ts";
import type { Usage } from "../usage.ts";

export type ResponseStatus = "in_progress" | "completed" | "incomplete" | "failed";

export function responseStatus(finishReason: string): ResponseStatus {
  return finishReason === "length" || finishReason === "content_filter" ? "incomplete" : "completed";
}

/** The response object, whole or as the first and last events of a stream carry it. */
export function response(
  call: PreparedCall,
  { choice, usage, status }: { choice: ChoicePlan | undefined; usage: Usage | null; status: ResponseStatus },
) {
  const reason = choice?.finishReason === "content_filter" ? "content_filter" : "max_output_tokens";
  return {
    id: responseId(call, "resp"),
    object: "response",
    created_at: call.created,
    status,
    background: false,
    error: null,
    incomplete_details: status === "incomplete" ? { reason } : null,
    instructions: null,
    max_output_tokens: call.request.max_tokens ?? null,
    model: call.request.model,
    output: choice === undefined ? [] : items(call, choice),
    parallel_tool_calls: call.request.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: { effort: call.request.reasoning_effort ?? null, summary: null },
    store: false,
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage: usage && usageOf(usage),
    user: null,
    metadata: {},
  };
}

function usageOf(usage: Usage) {
  return {
    input_tokens: usage.prompt_tokens,
    input_tokens_details: { cached_tokens: usage.prompt_tokens_details.cached_tokens },
    output_tokens: usage.completion_tokens,
    output_tokens_details: { reasoning_tokens: usage.completion_tokens_details.reasoning_tokens },
    total_tokens: usage.total_tokens,
  };
}

export function responseId(call: PreparedCall, prefix: string, position = 0): string {
  return `${prefix}_${call.id.replace("chatcmpl-", "")}${position === 0 ? "" : position}`;
}

/** What a reasoning item carries for the next turn, sealed. */
const SEALED = Buffer.from("sandbox reasoning").toString("base64");

function items(call: PreparedCall, choice: ChoicePlan): unknown[] {
  const thought = joinPieces(choice.reasoning);
  const text = joinPieces(choice.content);
  return [
    ...(thought === "" ? [] : [reasoningItem(call, thought)]),
    ...(text === "" && choice.toolCalls.length > 0 ? [] : [messageItem(call, text)]),
    ...choice.toolCalls.map(({ id, name, arguments: pieces }, position) =>
      callItem(call, { id, name, position, json: joinPieces(pieces) }),
    ),
  ];
}

export function reasoningItem(call: PreparedCall, thought: string) {
  const summary = thought === "" ? [] : [{ type: "summary_text", text: thought }];
  return { id: responseId(call, "rs"), type: "reasoning", summary, encrypted_content: SEALED };
}

export function messageItem(call: PreparedCall, text: string | null) {
  const content = text === null ? [] : [textPart(text)];
  const status = text === null ? "in_progress" : "completed";
  return { id: responseId(call, "msg"), type: "message", role: "assistant", status, content };
}

export function textPart(text: string) {
  return { type: "output_text", text, annotations: [], logprobs: [] };
}

export type FunctionCall = { id: string; name: string; position: number; json: string | null };

/** @param made `json` is null while the arguments are still to come. */
export function callItem(call: PreparedCall, made: FunctionCall) {
  const status = made.json === null ? "in_progress" : "completed";
  const id = responseId(call, "fc", made.position + 1);
  return { id, type: "function_call", status, call_id: made.id, name: made.name, arguments: made.json ?? "" };
}
