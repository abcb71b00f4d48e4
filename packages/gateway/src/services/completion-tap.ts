import type { ReplyHead } from "../conversation/reply-writer.ts";
import { readErrorObject, type UpstreamErrorObject } from "../error-object.ts";
import { SseFrames } from "../frames/sse-frames.ts";
import { isRecord } from "../is-record.ts";
import { type JsonObject, objectsIn, parseByteText, textIn } from "../json-fields.ts";
import { toByteText } from "../json-members.ts";
import { identityMembers } from "../reply-identity.ts";
import type { StreamTap } from "../stream-tap.ts";
import { type ReportedUsage, readUsage } from "../usage-units.ts";

/** Generated text kept for an estimate; beyond it only the length is counted. */
const MAX_KEPT_TEXT = 256 * 1024;

/**
 * Sits in a stream of text completions: names the reply as ours, keeps usage and `[DONE]` back for `closing`, and meters on the way. All other
 * members of a chunk stay as they came.
 */
export class CompletionTap implements StreamTap {
  hasContent = false;
  finishReason: string | null = null;
  usage: unknown;
  error: UpstreamErrorObject | null = null;
  done = false;
  outputText = "";
  outputBeyond = 0;
  readonly toolCalls = null;
  readonly #frames = new SseFrames();
  readonly #ours: { readonly id: string; readonly model: string };
  readonly #created: number;

  constructor(head: ReplyHead) {
    this.#ours = identityMembers(head);
    this.#created = head.createdSeconds;
  }

  get reported(): ReportedUsage | null {
    return readUsage(this.usage);
  }

  push(bytes: string): string {
    return this.#take(this.#frames.push(bytes));
  }

  end(): string {
    return this.#take(this.#frames.end());
  }

  closing(usage: string, emptyChoices: boolean): string {
    return `${this.#chunk(emptyChoices ? [] : [choice("", null)], `,"usage":${usage}`)}data: [DONE]\n\n`;
  }

  failure(error: string, usage: string): string {
    const more = `,"usage":${usage},"error":${toByteText(error)}`;
    return `${this.#chunk([choice("", "error")], more)}data: [DONE]\n\n`;
  }

  lengthReached(reason: string, choices: number): string {
    const ended = Array.from({ length: choices }, (_, index) => choice("", "length", index));
    return this.#chunk(ended, `,"tollgate":{"end_reason":"${reason}"}`);
  }

  #chunk(choices: readonly unknown[], more: string): string {
    const { id, model } = this.#ours;
    const head = `${id},"object":"text_completion","created":${this.#created},${model}`;
    return `data: {${head},"choices":${JSON.stringify(choices)}${more}}\n\n`;
  }

  #take(frames: readonly { readonly data: string; readonly raw: string }[]): string {
    let out = "";
    for (const { data, raw } of frames) {
      if (this.done || this.error !== null) break;
      out += data === "" ? raw : this.#pass(data);
    }
    if (this.#frames.broken !== null) this.error ??= { status: 502, message: this.#frames.broken };
    return out;
  }

  #pass(data: string): string {
    if (data === "[DONE]") {
      this.done = true;
      return "";
    }
    const chunk = parseByteText(data);
    if (!isRecord(chunk)) return "";
    if (chunk.error !== undefined && chunk.error !== null) {
      this.error = readErrorObject(chunk.error);
      return "";
    }
    if (isRecord(chunk.usage)) this.usage = chunk.usage;
    const choices = objectsIn(chunk.choices);
    if (choices.length === 0) return "";
    for (const one of choices) this.#note(one);
    return this.#renamed(chunk);
  }

  #note({ text, finish_reason }: JsonObject): void {
    this.finishReason = textIn(finish_reason) ?? this.finishReason;
    const piece = textIn(text) ?? "";
    if (piece === "") return;
    this.hasContent = true;
    const escaped = toByteText(JSON.stringify(piece).slice(1, -1));
    if (this.outputText.length + escaped.length <= MAX_KEPT_TEXT) this.outputText += escaped;
    else this.outputBeyond += escaped.length;
  }

  #renamed(chunk: JsonObject): string {
    const { id: _id, model: _model, provider: _provider, usage, ...rest } = chunk;
    const kept = usage === undefined ? rest : { ...rest, usage: null };
    const { id, model } = this.#ours;
    return `data: {${id},${model},${toByteText(JSON.stringify(kept).slice(1))}\n\n`;
  }
}

function choice(text: string, finish_reason: string | null, index = 0) {
  return { text, index, logprobs: null, finish_reason };
}
