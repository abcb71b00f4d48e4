import type { ReplyItem } from "../conversation/fold-reply.ts";
import type { FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { type ReplyHead, type StreamWriter, sse } from "../conversation/reply-writer.ts";
import { splitName } from "./namespaces.ts";
import {
  annotation,
  contentPart,
  type ResponseState,
  responseObject,
  stateOf,
  withUsage,
  writeItem,
} from "./response-object.ts";

type Call = Extract<ReplyItem, { kind: "tool_call" }>;

interface OpenItem {
  readonly item: ReplyItem;
  readonly at: number;
  readonly logprobs: unknown[];
}

/**
 * One item of speech or thinking is open at a time; calls stay open until the answer ends, because vendors may write the arguments of
 * parallel calls in turns. Every item is told again whole when it ends, and all of them in the last event.
 */
export class ResponsesStreamWriter implements StreamWriter {
  readonly #identity: ReplyHead;
  #sequence = 0;
  #items = 0;
  #open: OpenItem | null = null;
  readonly #calls = new Map<number, OpenItem & { readonly item: Call }>();
  readonly #output: Record<string, unknown>[] = [];
  #finish: FinishReason | null = null;

  constructor(identity: ReplyHead) {
    this.#identity = identity;
  }

  write(event: ReplyEvent): string {
    if ("choice" in event && event.choice !== 0) return "";
    switch (event.kind) {
      case "text":
      case "refusal":
      case "reasoning":
        return this.#piece(event.kind, event.text);
      case "tool_call":
        return this.#beginCall(event);
      case "tool_arguments": {
        const call = this.#calls.get(event.index);
        if (!call) return "";
        call.item.arguments += event.text;
        const place = this.#place(call);
        return this.#tell("response.function_call_arguments.delta", { ...place, delta: event.text });
      }
      case "citation": {
        const open = this.#open;
        if (open?.item.kind !== "text") return "";
        open.item.citations.push(event.citation);
        const annotation_index = open.item.citations.length - 1;
        const body = { ...this.#place(open, 0), annotation_index, annotation: annotation(event.citation) };
        return this.#tell("response.output_text.annotation.added", body);
      }
      case "logprobs": {
        const open = this.#open;
        if (open?.item.kind !== "text") return "";
        open.logprobs.push(...event.content);
        const body = { ...this.#place(open, 0), delta: "", logprobs: event.content };
        return this.#tell("response.output_text.delta", body);
      }
      case "reasoning_signature":
        return this.#sign(event.signature);
      case "redacted_reasoning":
        return this.#whole({ kind: "redacted_reasoning", data: event.data });
      case "image":
        return this.#whole({ kind: "image", mediaType: event.mediaType, base64: event.base64 });
      case "finish":
        this.#finish = event.reason;
        return "";
      default:
        return "";
    }
  }

  closing(usage: string): string {
    const end = this.#begin() + this.#close() + this.#closeCalls();
    return end + this.#conclude(stateOf(this.#finish, this.#output), usage);
  }

  failure(error: string, usage: string): string {
    const { code, message } = JSON.parse(error);
    const state = { status: "failed" as const, reason: null, output: this.#output, error: { code, message } };
    return this.#begin() + this.#conclude(state, usage);
  }

  #conclude(state: ResponseState, usage: string): string {
    const response = withUsage(responseObject(this.#identity, state), usage);
    const type = `response.${state.status}`;
    this.#sequence += 1;
    return `event: ${type}\ndata: {"type":"${type}","sequence_number":${this.#sequence - 1},"response":${response}}\n\n`;
  }

  #begin(): string {
    if (this.#sequence > 0) return "";
    const state = { status: "in_progress" as const, reason: null, output: [], error: null };
    const response = { ...responseObject(this.#identity, state), usage: null };
    return this.#tell("response.created", { response }) + this.#tell("response.in_progress", { response });
  }

  #tell(type: string, body: Record<string, unknown>): string {
    const event = { type, sequence_number: this.#sequence, ...body };
    this.#sequence += 1;
    return sse(event, type);
  }

  #written({ item, at, logprobs }: OpenItem): Record<string, unknown> {
    return writeItem(item, this.#identity, { index: at, logprobs });
  }

  #place(open: OpenItem, content?: number): Record<string, unknown> {
    const place = { item_id: this.#written(open).id, output_index: open.at };
    return content === undefined ? place : { ...place, content_index: content };
  }

  #take(item: ReplyItem): OpenItem {
    this.#items += 1;
    return { item, at: this.#items - 1, logprobs: [] };
  }

  #added(open: OpenItem, empty: Record<string, unknown>): string {
    const item = { ...this.#written(open), ...empty, status: "in_progress" };
    return this.#tell("response.output_item.added", { output_index: open.at, item });
  }

  #done(open: OpenItem): string {
    const item = this.#written(open);
    this.#output[open.at] = item;
    return this.#tell("response.output_item.done", { output_index: open.at, item });
  }

  #whole(item: ReplyItem): string {
    const before = this.#begin() + this.#close();
    const open = this.#take(item);
    return before + this.#added(open, {}) + this.#done(open);
  }

  /** The signature of the thinking that is open ends it; without any it stands alone. */
  #sign(signature: string): string {
    const open = this.#open;
    if (open?.item.kind !== "reasoning") return this.#whole({ kind: "reasoning", text: "", signature });
    open.item.signature = signature;
    return this.#close();
  }

  #beginCall({ index, id, name, signature }: Extract<ReplyEvent, { kind: "tool_call" }>): string {
    const before = this.#begin() + this.#close();
    const item: Call = { kind: "tool_call", index, id, name, arguments: "", signature };
    const open = { ...this.#take(item), item };
    this.#calls.set(index, open);
    return before + this.#added(open, { arguments: "" });
  }

  #piece(kind: "text" | "refusal" | "reasoning", text: string): string {
    const out = this.#open?.item.kind === kind ? "" : this.#close() + this.#startPiece(kind);
    const open = this.#open;
    if (!open || !("text" in open.item)) return out;
    open.item.text += text;
    if (kind === "text")
      return out + this.#tell("response.output_text.delta", { ...this.#place(open, 0), delta: text, logprobs: [] });
    if (kind === "refusal") return out + this.#tell("response.refusal.delta", { ...this.#place(open, 0), delta: text });
    const body = { ...this.#place(open), summary_index: 0, delta: text };
    return out + this.#tell("response.reasoning_summary_text.delta", body);
  }

  #startPiece(kind: "text" | "refusal" | "reasoning"): string {
    const begin = this.#begin();
    const item: ReplyItem =
      kind === "text"
        ? { kind, text: "", citations: [] }
        : kind === "refusal"
          ? { kind, text: "" }
          : { kind, text: "", signature: null };
    const open = this.#take(item);
    this.#open = open;
    if (item.kind === "reasoning") {
      const part = { type: "summary_text", text: "" };
      const body = { ...this.#place(open), summary_index: 0, part };
      return begin + this.#added(open, {}) + this.#tell("response.reasoning_summary_part.added", body);
    }
    if (item.kind !== "text" && item.kind !== "refusal") return begin;
    const body = { ...this.#place(open, 0), part: contentPart(item, []) };
    return begin + this.#added(open, { content: [] }) + this.#tell("response.content_part.added", body);
  }

  #close(): string {
    const open = this.#open;
    if (!open) return "";
    this.#open = null;
    const { item } = open;
    let out = "";
    if (item.kind === "text")
      out += this.#tell("response.output_text.done", {
        ...this.#place(open, 0),
        text: item.text,
        logprobs: open.logprobs,
      });
    if (item.kind === "refusal")
      out += this.#tell("response.refusal.done", { ...this.#place(open, 0), refusal: item.text });
    if (item.kind === "text" || item.kind === "refusal")
      out += this.#tell("response.content_part.done", {
        ...this.#place(open, 0),
        part: contentPart(item, open.logprobs),
      });
    if (item.kind === "reasoning") {
      const body = { ...this.#place(open), summary_index: 0 };
      out += this.#tell("response.reasoning_summary_text.done", { ...body, text: item.text });
      const part = { type: "summary_text", text: item.text };
      out += this.#tell("response.reasoning_summary_part.done", { ...body, part });
    }
    return out + this.#done(open);
  }

  #closeCalls(): string {
    let out = "";
    for (const call of this.#calls.values()) {
      const { name, arguments: text } = call.item;
      const body = { ...this.#place(call), ...splitName(name, this.#identity.namespaces), arguments: text || "{}" };
      out += this.#tell("response.function_call_arguments.done", body) + this.#done(call);
    }
    return out;
  }
}
