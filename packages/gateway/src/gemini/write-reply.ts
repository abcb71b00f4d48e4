import type { ReplyChoice, ReplyItem } from "../conversation/fold-reply.ts";
import type { Citation, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { promptTokens, type ReplySurface, type StreamWriter, sse, withMember } from "../conversation/reply-writer.ts";
import { objectIn, parseJson, present } from "../json-fields.ts";
import type { ReplyIdentity } from "../reply-identity.ts";
import type { MeteredUnits } from "../usage-units.ts";
import { writeGeminiLogprobs } from "./logprobs.ts";
import { writeGeminiError } from "./write-error.ts";

/** Answers of any dialect as those of generateContent. */
export const geminiSurface: ReplySurface = {
  stream: (identity) => new GeminiStreamWriter(identity),
  whole: writeWhole,
  usage: geminiUsage,
};

function geminiUsage(units: MeteredUnits): Record<string, unknown> {
  const prompt = promptTokens(units);
  const pictures = units.output_image ?? 0;
  const candidates = (units.output ?? 0) + (units.output_audio ?? 0) + pictures;
  const thoughts = units.reasoning ?? 0;
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: prompt + candidates + thoughts,
    cachedContentTokenCount: units.cache_read ?? 0,
    thoughtsTokenCount: thoughts,
    ...(pictures > 0 && { candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: pictures }] }),
  };
}

function finishReason(finish: FinishReason | null): string {
  if (finish === "length") return "MAX_TOKENS";
  if (finish === "content_filter") return "SAFETY";
  return finish === "error" ? "OTHER" : "STOP";
}

function tail({ generationId, model, provider }: ReplyIdentity) {
  return { modelVersion: model, responseId: generationId, provider };
}

function writeWhole(choices: readonly ReplyChoice[], identity: ReplyIdentity, usage: string): string {
  const candidates = choices.map(({ items, logprobs, finish }, index) => ({
    index,
    content: { role: "model", parts: items.map(writePart) },
    finishReason: finishReason(finish),
    ...writeGeminiLogprobs(logprobs),
    ...grounding(items.flatMap((item) => (item.kind === "text" ? item.citations : []))),
  }));
  return withMember({ candidates, ...tail(identity) }, "usageMetadata", usage);
}

/** Sources, and where in the text they belong where that is known. */
function grounding(citations: readonly Citation[]): Record<string, unknown> {
  if (citations.length === 0) return {};
  const groundingChunks = citations.map(({ url, title }) => ({ web: present({ uri: url, title }) }));
  const groundingSupports = citations.flatMap(({ quoted, start, end }, index) =>
    start === null || end === null
      ? []
      : [{ segment: present({ startIndex: start, endIndex: end, text: quoted }), groundingChunkIndices: [index] }],
  );
  return { groundingMetadata: { groundingChunks, ...(groundingSupports.length > 0 && { groundingSupports }) } };
}

function writePart(item: ReplyItem): Record<string, unknown> {
  switch (item.kind) {
    case "text":
    case "refusal":
      return { text: item.text };
    case "reasoning":
      return present({ text: item.text, thought: true, thoughtSignature: item.signature });
    case "redacted_reasoning":
      return { text: "", thought: true, thoughtSignature: item.data };
    case "tool_call": {
      const call = present({ id: item.id, name: item.name, args: objectIn(parseJson(item.arguments)) });
      return present({ functionCall: call, thoughtSignature: item.signature });
    }
    case "image":
      return { inlineData: { mimeType: item.mediaType, data: item.base64 } };
  }
}

/** Gemini's calls come whole, so pieces of arguments are kept until the answer ends. */
class GeminiStreamWriter implements StreamWriter {
  readonly #tail: Record<string, unknown>;
  readonly #calls = new Map<string, Extract<ReplyItem, { kind: "tool_call" }> & { choice: number }>();
  readonly #finishes = new Map<number, FinishReason>();

  constructor(identity: ReplyIdentity) {
    this.#tail = tail(identity);
  }

  write(event: ReplyEvent): string {
    switch (event.kind) {
      case "text":
      case "refusal":
        return this.#chunk(event.choice, { text: event.text });
      case "reasoning":
        return this.#chunk(event.choice, { text: event.text, thought: true });
      case "reasoning_signature":
        return this.#chunk(event.choice, { text: "", thought: true, thoughtSignature: event.signature });
      case "redacted_reasoning":
        return this.#chunk(event.choice, { text: "", thought: true, thoughtSignature: event.data });
      case "image":
        return this.#chunk(event.choice, { inlineData: { mimeType: event.mediaType, data: event.base64 } });
      case "citation":
        return this.#chunk(event.choice, null, grounding([event.citation]));
      case "logprobs":
        return this.#chunk(event.choice, null, writeGeminiLogprobs(event.content));
      case "tool_call": {
        const { choice, index, id, name, signature } = event;
        this.#calls.set(`${choice}:${index}`, { kind: "tool_call", choice, index, id, name, arguments: "", signature });
        return "";
      }
      case "tool_arguments": {
        const call = this.#calls.get(`${event.choice}:${event.index}`);
        if (call) call.arguments += event.text;
        return "";
      }
      case "finish":
        this.#finishes.set(event.choice, event.reason);
        return "";
      default:
        return "";
    }
  }

  closing(usage: string): string {
    let out = "";
    for (const call of this.#calls.values()) out += this.#chunk(call.choice, writePart(call));
    const finishes = this.#finishes.size === 0 ? [[0, "stop"] as const] : [...this.#finishes];
    const candidates = finishes.map(([index, reason]) => ({
      index,
      content: { role: "model", parts: [{ text: "" }] },
      finishReason: finishReason(reason),
    }));
    return `${out}data: ${withMember({ candidates, ...this.#tail }, "usageMetadata", usage)}\n\n`;
  }

  failure(error: string, usage: string): string {
    return `data: ${withMember(writeGeminiError(JSON.parse(error)), "usageMetadata", usage)}\n\n`;
  }

  #chunk(index: number, part: Record<string, unknown> | null, more: Record<string, unknown> = {}): string {
    const content = { role: "model", parts: part === null ? [] : [part] };
    return sse({ candidates: [{ index, content, ...more }], ...this.#tail });
  }
}
