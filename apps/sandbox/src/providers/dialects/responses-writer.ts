import type { PreparedCall } from "../call.ts";
import type { Said, StreamEvent } from "../stream-events.ts";
import type { Usage } from "../usage.ts";
import { type StreamWriter, sse } from "./dialect.ts";
import {
  callItem,
  type FunctionCall,
  messageItem,
  reasoningItem,
  response,
  responseStatus,
  textPart,
} from "./response-object.ts";

type OpenItem = { kind: "reasoning" | "message"; text: string } | { kind: "call"; call: FunctionCall; json: string };

/** Writes the numbered events of a response: each item is added, filled and done. */
export class ResponsesWriter implements StreamWriter {
  readonly contentType = "text/event-stream; charset=utf-8";
  readonly #call: PreparedCall;
  #sequence = 0;
  #outputIndex = -1;
  #item: OpenItem | null = null;

  constructor(call: PreparedCall) {
    this.#call = call;
  }

  open(): string {
    const begun = response(this.#call, { choice: undefined, usage: null, status: "in_progress" });
    return (
      this.#send("response.created", { response: begun }) + this.#send("response.in_progress", { response: begun })
    );
  }

  event({ said }: StreamEvent): string {
    switch (said.kind) {
      case "opening":
      case "picture":
        return "";
      case "reasoning":
        return this.#begin("reasoning") + this.#piece(said.text);
      case "text":
        return this.#begin("message") + this.#piece(said.text);
      case "tool":
        return this.#beginCall(said);
      case "arguments":
        return this.#argumentsPiece(said.text);
      case "finish":
        return this.#done();
    }
  }

  close(usage: Usage | null): string {
    const [choice] = this.#call.reply.choices;
    const status = responseStatus(choice?.finishReason ?? "stop");
    return this.#send(`response.${status}`, { response: response(this.#call, { choice, usage, status }) });
  }

  failure(message: string): string {
    const failed = response(this.#call, { choice: undefined, usage: null, status: "failed" });
    return this.#send("response.failed", { response: { ...failed, error: { code: "server_error", message } } });
  }

  #begin(kind: "reasoning" | "message"): string {
    if (this.#item?.kind === kind) {
      return "";
    }
    const done = this.#done();
    this.#item = { kind, text: "" };
    this.#outputIndex += 1;
    const item = kind === "message" ? messageItem(this.#call, null) : reasoningItem(this.#call, "");
    const added = this.#send("response.output_item.added", { output_index: this.#outputIndex, item });
    const opened =
      kind === "message"
        ? this.#send("response.content_part.added", { ...this.#place(), part: textPart("") })
        : this.#send("response.reasoning_summary_part.added", {
            ...this.#place(),
            part: { type: "summary_text", text: "" },
          });
    return done + added + opened;
  }

  #piece(text: string): string {
    if (this.#item === null || this.#item.kind === "call") {
      return "";
    }
    this.#item.text += text;
    return this.#item.kind === "message"
      ? this.#send("response.output_text.delta", { ...this.#place(), delta: text, logprobs: [] })
      : this.#send("response.reasoning_summary_text.delta", { ...this.#place(), delta: text });
  }

  #beginCall({ id, name, position }: Extract<Said, { kind: "tool" }>): string {
    const done = this.#done();
    const call = { id, name, position, json: null };
    this.#item = { kind: "call", call, json: "" };
    this.#outputIndex += 1;
    const item = callItem(this.#call, call);
    return done + this.#send("response.output_item.added", { output_index: this.#outputIndex, item });
  }

  #argumentsPiece(text: string): string {
    if (this.#item?.kind !== "call") {
      return "";
    }
    this.#item.json += text;
    const { id: item_id } = callItem(this.#call, this.#item.call);
    const place = { item_id, output_index: this.#outputIndex };
    return this.#send("response.function_call_arguments.delta", { ...place, delta: text });
  }

  #done(): string {
    const item = this.#item;
    this.#item = null;
    const output_index = this.#outputIndex;
    switch (item?.kind) {
      case undefined:
        return "";
      case "call": {
        const finished = callItem(this.#call, { ...item.call, json: item.json });
        const place = { item_id: finished.id, output_index };
        const done = { ...place, name: finished.name, arguments: item.json };
        return (
          this.#send("response.function_call_arguments.done", done) +
          this.#send("response.output_item.done", { output_index, item: finished })
        );
      }
      case "message": {
        const place = this.#placeOf(messageItem(this.#call, null).id, "content_index");
        return (
          this.#send("response.output_text.done", { ...place, text: item.text, logprobs: [] }) +
          this.#send("response.content_part.done", { ...place, part: textPart(item.text) }) +
          this.#send("response.output_item.done", { output_index, item: messageItem(this.#call, item.text) })
        );
      }
      case "reasoning": {
        const place = this.#placeOf(reasoningItem(this.#call, "").id, "summary_index");
        const part = { type: "summary_text", text: item.text };
        return (
          this.#send("response.reasoning_summary_text.done", { ...place, text: item.text }) +
          this.#send("response.reasoning_summary_part.done", { ...place, part }) +
          this.#send("response.output_item.done", { output_index, item: reasoningItem(this.#call, item.text) })
        );
      }
    }
  }

  #place() {
    return this.#item?.kind === "reasoning"
      ? this.#placeOf(reasoningItem(this.#call, "").id, "summary_index")
      : this.#placeOf(messageItem(this.#call, null).id, "content_index");
  }

  #placeOf(itemId: string, within: "content_index" | "summary_index") {
    return { item_id: itemId, output_index: this.#outputIndex, [within]: 0 };
  }

  #send(type: string, fields: Record<string, unknown>): string {
    const event = sse({ type, sequence_number: this.#sequence, ...fields }, type);
    this.#sequence += 1;
    return event;
  }
}
