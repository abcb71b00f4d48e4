import type { ReplyChoice, ReplyItem } from "../conversation/fold-reply.ts";
import { mediaUrl } from "../conversation/media.ts";
import type { Citation, ReplyEvent } from "../conversation/reply-event.ts";
import {
  callIdFor,
  completionTokens,
  promptTokens,
  type ReplyHead,
  type ReplySurface,
  type StreamWriter,
  sse,
  withMember,
} from "../conversation/reply-writer.ts";
import { present } from "../json-fields.ts";
import type { ReplyIdentity } from "../reply-identity.ts";
import type { MeteredUnits } from "../usage-units.ts";

/** Answers of any dialect as chat completions. */
export const chatSurface: ReplySurface = {
  stream: (head) => new ChatStreamWriter(head),
  whole: writeWhole,
  usage: chatUsage,
};

export function chatUsage(units: MeteredUnits): Record<string, unknown> {
  const prompt = promptTokens(units);
  const completion = completionTokens(units);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: units.cache_read ?? 0,
      cache_write_tokens: (units.cache_write_5m ?? 0) + (units.cache_write_1h ?? 0),
      audio_tokens: units.input_audio ?? 0,
    },
    completion_tokens_details: {
      reasoning_tokens: units.reasoning ?? 0,
      audio_tokens: units.output_audio ?? 0,
      ...(units.output_image !== undefined && { image_tokens: units.output_image }),
    },
  };
}

function envelope({ generationId, model, provider, createdSeconds }: ReplyHead, object: string) {
  return { id: generationId, provider, object, created: createdSeconds, model };
}

function writeWhole(choices: readonly ReplyChoice[], head: ReplyHead, usage: string): string {
  const written = choices.map(({ items, logprobs, finish }, index) => ({
    index,
    message: writeMessage(items, head),
    logprobs: logprobs.length === 0 ? null : { content: logprobs, refusal: null },
    finish_reason: finish ?? "stop",
  }));
  return withMember(
    { ...envelope(head, "chat.completion"), choices: written, system_fingerprint: null },
    "usage",
    usage,
  );
}

function writeMessage(items: readonly ReplyItem[], identity: ReplyIdentity): Record<string, unknown> {
  const calls = items
    .filter((item) => item.kind === "tool_call")
    .map((call) => ({
      ...present({ extra_content: call.signature && { google: { thought_signature: call.signature } } }),
      id: callIdFor(call.id, identity, String(call.index)),
      type: "function",
      function: { name: call.name, arguments: call.arguments || "{}" },
    }));
  const text = joined(items, "text");
  const thinking = joined(items, "reasoning");
  const refusal = joined(items, "refusal");
  const details = items.map(reasoningDetail).filter((detail) => detail !== null);
  const annotations = items.flatMap((item) => (item.kind === "text" ? item.citations.map(annotation) : []));
  const images = items.flatMap((item) => (item.kind === "image" ? [picture(item)] : []));
  return {
    role: "assistant",
    content: text === "" && (calls.length > 0 || refusal !== "") ? null : text,
    refusal: refusal === "" ? null : refusal,
    ...(thinking === "" ? {} : { reasoning: thinking, reasoning_content: thinking }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(images.length === 0 ? {} : { images }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** A picture where OpenRouter's clients look for it. */
function picture({ mediaType, base64 }: { readonly mediaType: string; readonly base64: string }) {
  return { type: "image_url", image_url: { url: mediaUrl({ kind: "inline", mediaType, base64 }) } };
}

function joined(items: readonly ReplyItem[], kind: "text" | "reasoning" | "refusal"): string {
  return items.map((item) => (item.kind === kind ? item.text : "")).join("");
}

/** Signed thinking in OpenRouter's shape, so that a caller can hand it back in the next turn. */
function reasoningDetail(item: ReplyItem): Record<string, unknown> | null {
  if (item.kind === "redacted_reasoning") return { type: "reasoning.encrypted", data: item.data };
  if (item.kind !== "reasoning" || item.signature === null) return null;
  return { type: "reasoning.text", text: item.text, signature: item.signature };
}

function annotation({ url, title, quoted, start, end }: Citation): Record<string, unknown> {
  const cited = { url: url ?? "", title: title ?? "", content: quoted, start_index: start ?? 0, end_index: end ?? 0 };
  return { type: "url_citation", url_citation: present(cited) };
}

class ChatStreamWriter implements StreamWriter {
  readonly #identity: ReplyIdentity;
  readonly #head: Record<string, unknown>;
  readonly #begun = new Set<number>();
  #thinking = "";

  constructor(head: ReplyHead) {
    this.#identity = head;
    this.#head = envelope(head, "chat.completion.chunk");
  }

  write(event: ReplyEvent): string {
    switch (event.kind) {
      case "text":
        return this.#delta(event.choice, { content: event.text });
      case "refusal":
        return this.#delta(event.choice, { refusal: event.text });
      case "reasoning":
        this.#thinking += event.text;
        return this.#delta(event.choice, { reasoning: event.text, reasoning_content: event.text });
      case "reasoning_signature": {
        const detail = { type: "reasoning.text", text: this.#thinking, signature: event.signature };
        this.#thinking = "";
        return this.#delta(event.choice, { reasoning_details: [detail] });
      }
      case "redacted_reasoning":
        return this.#delta(event.choice, { reasoning_details: [{ type: "reasoning.encrypted", data: event.data }] });
      case "tool_call": {
        const { choice, index, name, signature } = event;
        const id = callIdFor(event.id, this.#identity, String(index));
        const more = present({ extra_content: signature && { google: { thought_signature: signature } } });
        const call = { index, id, type: "function", function: { name, arguments: "" }, ...more };
        return this.#delta(choice, { tool_calls: [call] });
      }
      case "tool_arguments":
        return this.#delta(event.choice, {
          tool_calls: [{ index: event.index, function: { arguments: event.text } }],
        });
      case "citation":
        return this.#delta(event.choice, { annotations: [annotation(event.citation)] });
      case "image": {
        return this.#delta(event.choice, { images: [picture(event)] });
      }
      case "logprobs":
        return this.#delta(event.choice, {}, { logprobs: { content: event.content, refusal: null } });
      case "finish":
        return this.#delta(event.choice, {}, { finish_reason: event.reason });
      default:
        return "";
    }
  }

  closing(usage: string, includeUsage: boolean): string {
    const choices = includeUsage ? [] : [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }];
    return `data: ${withMember({ ...this.#head, choices }, "usage", usage)}\n\ndata: [DONE]\n\n`;
  }

  failure(error: string, usage: string): string {
    const choices = [{ index: 0, delta: { content: "" }, finish_reason: "error" }];
    const body = withMember({ ...this.#head, choices, error: JSON.parse(error) }, "usage", usage);
    return `data: ${body}\n\ndata: [DONE]\n\n`;
  }

  #delta(index: number, delta: Record<string, unknown>, more: Record<string, unknown> = {}): string {
    const begins = !this.#begun.has(index);
    this.#begun.add(index);
    const whole = begins ? { role: "assistant", ...delta } : delta;
    return sse({ ...this.#head, choices: [{ index, delta: whole, finish_reason: null, ...more }] });
  }
}
