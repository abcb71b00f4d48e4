import type { ReplyItem } from "../conversation/fold-reply.ts";
import type { Citation, FinishReason } from "../conversation/reply-event.ts";
import { callIdFor, type ReplyHead } from "../conversation/reply-writer.ts";
import type { ReplyIdentity } from "../reply-identity.ts";
import { splitName } from "./namespaces.ts";

export interface ResponseState {
  readonly status: "in_progress" | "completed" | "incomplete" | "failed";
  readonly reason: string | null;
  readonly output: readonly unknown[];
  readonly error: unknown;
}

export function responseObject(identity: ReplyHead, state: ResponseState): Record<string, unknown> {
  return {
    id: identity.generationId,
    object: "response",
    created_at: identity.createdSeconds,
    status: state.status,
    background: false,
    error: state.error,
    incomplete_details: state.reason === null ? null : { reason: state.reason },
    instructions: null,
    completed_at: state.status === "in_progress" ? null : identity.createdSeconds,
    frequency_penalty: 0,
    presence_penalty: 0,
    max_output_tokens: null,
    model: identity.model,
    provider: identity.provider,
    output: state.output,
    parallel_tool_calls: true,
    previous_response_id: identity.previousResponseId ?? null,
    store: identity.stored ?? false,
    temperature: null,
    tool_choice: "auto",
    tools: [],
    top_p: null,
    metadata: {},
  };
}

/** What the gateway keeps is not the vendor's to say. */
export function keepingMembers({ stored, previousResponseId }: ReplyHead): Record<string, unknown> {
  return {
    ...(stored && { store: true }),
    ...(previousResponseId !== undefined && { previous_response_id: previousResponseId }),
  };
}

export function stateOf(finish: FinishReason | null, output: readonly unknown[]): ResponseState {
  if (finish === "length") return { status: "incomplete", reason: "max_output_tokens", output, error: null };
  if (finish === "content_filter") return { status: "incomplete", reason: "content_filter", output, error: null };
  return { status: "completed", reason: null, output, error: null };
}

export function withUsage(response: Record<string, unknown>, usage: string): string {
  return `${JSON.stringify(response).slice(0, -1)},"usage":${usage}}`;
}

export function itemId(prefix: string, identity: ReplyIdentity, index: number): string {
  return `${prefix}_${identity.generationId.slice(4)}${index}`;
}

/** @param logprobs of the text, when it is one that any were asked for. */
export function writeItem(
  item: ReplyItem,
  identity: ReplyHead,
  { index, logprobs = [] }: { readonly index: number; readonly logprobs?: readonly unknown[] },
): Record<string, unknown> {
  switch (item.kind) {
    case "text":
    case "refusal": {
      const part = contentPart(item, logprobs);
      const id = itemId("msg", identity, index);
      return { id, type: "message", role: "assistant", status: "completed", content: [part] };
    }
    case "reasoning": {
      const summary = item.text === "" ? [] : [{ type: "summary_text", text: item.text }];
      const sealed = item.signature === null ? {} : { encrypted_content: item.signature };
      return { id: itemId("rs", identity, index), type: "reasoning", summary, ...sealed };
    }
    case "redacted_reasoning":
      return { id: itemId("rs", identity, index), type: "reasoning", summary: [], encrypted_content: item.data };
    case "tool_call":
      return {
        id: itemId("fc", identity, index),
        type: "function_call",
        call_id: callIdFor(item.id, identity, String(item.index)),
        ...splitName(item.name, identity.namespaces),
        arguments: item.arguments || "{}",
        status: "completed",
      };
    case "image":
      return {
        id: itemId("ig", identity, index),
        type: "image_generation_call",
        status: "completed",
        result: item.base64,
      };
  }
}

export function annotation({ url, title, start, end }: Citation): Record<string, unknown> {
  return { type: "url_citation", url: url ?? "", title: title ?? "", start_index: start ?? 0, end_index: end ?? 0 };
}

export function contentPart(
  item: Extract<ReplyItem, { kind: "text" | "refusal" }>,
  logprobs: readonly unknown[],
): Record<string, unknown> {
  return item.kind === "text"
    ? { type: "output_text", text: item.text, annotations: item.citations.map(annotation), logprobs }
    : { type: "refusal", refusal: item.text };
}
