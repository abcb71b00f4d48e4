import type { ReplyChoice, ReplyItem } from "../conversation/fold-reply.ts";
import type { FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import {
  callIdFor,
  completionTokens,
  type ReplySurface,
  type StreamWriter,
  sse,
  withMember,
} from "../conversation/reply-writer.ts";
import { objectIn, parseJson, present } from "../json-fields.ts";
import type { ReplyIdentity } from "../reply-identity.ts";
import type { MeteredUnits } from "../usage-units.ts";
import { writeAnthropicError } from "./write-error.ts";

/** Answers of any dialect as messages. */
export const anthropicSurface: ReplySurface = {
  stream: (head) => new AnthropicStreamWriter(head),
  whole: writeWhole,
  usage: anthropicUsage,
};

function anthropicUsage(units: MeteredUnits): Record<string, unknown> {
  const fiveMinutes = units.cache_write_5m ?? 0;
  const anHour = units.cache_write_1h ?? 0;
  return {
    input_tokens: (units.input ?? 0) + (units.input_audio ?? 0) + (units.input_image ?? 0),
    cache_creation_input_tokens: fiveMinutes + anHour,
    cache_read_input_tokens: units.cache_read ?? 0,
    cache_creation: { ephemeral_5m_input_tokens: fiveMinutes, ephemeral_1h_input_tokens: anHour },
    output_tokens: completionTokens(units),
  };
}

function stopReason(finish: FinishReason | null): string {
  if (finish === "length") return "max_tokens";
  if (finish === "tool_calls") return "tool_use";
  return finish === "content_filter" ? "refusal" : "end_turn";
}

function head({ generationId, model, provider }: ReplyIdentity) {
  return { id: generationId, type: "message", role: "assistant", model, provider };
}

function writeWhole(choices: readonly ReplyChoice[], identity: ReplyIdentity, usage: string): string {
  const [choice] = choices;
  const content = (choice?.items ?? []).map((item) => writeBlock(item, identity)).filter((block) => block !== null);
  const stop_reason = stopReason(choice?.finish ?? null);
  return withMember({ ...head(identity), content, stop_reason, stop_sequence: null }, "usage", usage);
}

function writeBlock(item: ReplyItem, identity: ReplyIdentity): Record<string, unknown> | null {
  switch (item.kind) {
    case "text":
    case "refusal":
      return present({
        type: "text",
        text: item.text,
        citations: item.kind === "text" && item.citations.length > 0 ? item.citations.map(writeCitation) : null,
      });
    case "reasoning":
      return { type: "thinking", thinking: item.text, signature: item.signature ?? "" };
    case "redacted_reasoning":
      return { type: "redacted_thinking", data: item.data };
    case "tool_call": {
      const id = callIdFor(item.id, identity, String(item.index));
      return { type: "tool_use", id, name: item.name, input: objectIn(parseJson(item.arguments)) };
    }
    case "image":
      return { type: "text", text: pictureNote(item.mediaType) };
  }
}

/** The messages API has no way to tell a picture, and a caller who is charged for one shall know of it. */
function pictureNote(mediaType: string): string {
  return `[A picture (${mediaType}), which this API cannot tell. Ask through chat completions or Gemini's API to get it.]`;
}

function writeCitation({ url, title, quoted }: { url: string | null; title: string | null; quoted: string | null }) {
  const cited_text = quoted ?? "";
  return { type: "web_search_result_location", url: url ?? "", title, cited_text, encrypted_index: "" };
}

type Block = "text" | "thinking" | "tool_use" | "none";

class AnthropicStreamWriter implements StreamWriter {
  readonly #identity: ReplyIdentity;
  #begun = false;
  #block: Block = "none";
  #index = -1;
  /** Content block of each tool call. */
  readonly #blockOf = new Map<number, number>();
  #finish: FinishReason | null = null;

  constructor(identity: ReplyIdentity) {
    this.#identity = identity;
  }

  write(event: ReplyEvent): string {
    if ("choice" in event && event.choice !== 0) return "";
    switch (event.kind) {
      case "text":
      case "refusal":
        return this.#open("text", { type: "text", text: "" }) + this.#delta({ type: "text_delta", text: event.text });
      case "reasoning":
        return (
          this.#open("thinking", { type: "thinking", thinking: "", signature: "" }) +
          this.#delta({ type: "thinking_delta", thinking: event.text })
        );
      case "reasoning_signature":
        return (
          this.#open("thinking", { type: "thinking", thinking: "", signature: "" }) +
          this.#delta({ type: "signature_delta", signature: event.signature }) +
          this.#close()
        );
      case "redacted_reasoning":
        return this.#close() + this.#start({ type: "redacted_thinking", data: event.data }, "thinking") + this.#close();
      case "tool_call": {
        const id = callIdFor(event.id, this.#identity, String(event.index));
        const out = this.#close() + this.#start({ type: "tool_use", id, name: event.name, input: {} }, "tool_use");
        this.#blockOf.set(event.index, this.#index);
        return out;
      }
      case "tool_arguments": {
        const index = this.#blockOf.get(event.index);
        if (index === undefined || event.text === "") return "";
        return this.#delta({ type: "input_json_delta", partial_json: event.text }, index);
      }
      case "image":
        return (
          this.#open("text", { type: "text", text: "" }) +
          this.#delta({ type: "text_delta", text: pictureNote(event.mediaType) })
        );
      case "citation":
        if (this.#block !== "text") return "";
        return this.#delta({ type: "citations_delta", citation: writeCitation(event.citation) });
      case "finish":
        this.#finish = event.reason;
        return "";
      default:
        return "";
    }
  }

  closing(usage: string): string {
    const delta = { stop_reason: stopReason(this.#finish), stop_sequence: null };
    const last = withMember({ type: "message_delta", delta }, "usage", usage);
    return `${this.#begin()}${this.#close()}event: message_delta\ndata: ${last}\n\n${sse({ type: "message_stop" }, "message_stop")}`;
  }

  failure(error: string, usage: string): string {
    const body = withMember(writeAnthropicError(JSON.parse(error)), "usage", usage);
    return `${this.#begin()}event: error\ndata: ${body}\n\n`;
  }

  #begin(): string {
    if (this.#begun) return "";
    this.#begun = true;
    const usage = { input_tokens: 0, output_tokens: 0 };
    const message = { ...head(this.#identity), content: [], stop_reason: null, stop_sequence: null, usage };
    return sse({ type: "message_start", message }, "message_start");
  }

  #open(block: Block, content: Record<string, unknown>): string {
    return this.#block === block ? "" : this.#close() + this.#start(content, block);
  }

  #start(content: Record<string, unknown>, block: Block): string {
    const begin = this.#begin();
    this.#index += 1;
    this.#block = block;
    const start = { type: "content_block_start", index: this.#index, content_block: content };
    return begin + sse(start, "content_block_start");
  }

  #close(): string {
    if (this.#block === "none") return "";
    this.#block = "none";
    return sse({ type: "content_block_stop", index: this.#index }, "content_block_stop");
  }

  #delta(delta: Record<string, unknown>, index = this.#index): string {
    return sse({ type: "content_block_delta", index, delta }, "content_block_delta");
  }
}
