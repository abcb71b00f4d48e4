import type { EventReader, FinishReason, ReplyEvent } from "../conversation/reply-event.ts";
import { readErrorObject } from "../error-object.ts";
import { countIn, type JsonObject, objectIn, objectsIn, textIn } from "../json-fields.ts";
import { disjointUnits, type ReportedUsage } from "../usage-units.ts";

/**
 * Ollama's counts. What its cache served is part of the prompt, and told since 0.33. Before, a prompt that was cached whole is reported without
 * `prompt_eval_count`: that is missing, not zero.
 */
export function readOllamaUsage(body: unknown): ReportedUsage | null {
  const { prompt_eval_count, prompt_eval_cached_count, eval_count } = objectIn(body);
  const prompt = countIn(prompt_eval_count);
  const completion = countIn(eval_count);
  if (prompt === null || completion === null) return null;
  return disjointUnits({ prompt, completion, input: [["cache_read", countIn(prompt_eval_cached_count)]], output: [] });
}

/**
 * Reads lines of `/api/chat` (and `/api/generate`); a whole reply is the last line of its stream.
 * Source: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
export class OllamaReader implements EventReader {
  #calls = 0;

  read(data: unknown): ReplyEvent[] {
    const body = objectIn(data);
    if (body.error !== undefined) return [{ kind: "error", error: readErrorObject(body.error) }];
    const message = objectIn(body.message);
    const events: ReplyEvent[] = [];
    const thinking = textIn(message.thinking) ?? textIn(body.thinking);
    const text = textIn(message.content) ?? textIn(body.response);
    if (thinking) events.push({ kind: "reasoning", choice: 0, text: thinking });
    if (text) events.push({ kind: "text", choice: 0, text });
    const logprobs = objectsIn(body.logprobs);
    if (logprobs.length > 0) events.push({ kind: "logprobs", choice: 0, content: logprobs });
    for (const call of objectsIn(message.tool_calls)) events.push(...this.#call(objectIn(call.function)));
    if (body.done === true) events.push(...this.#conclude(body));
    return events;
  }

  #call(made: JsonObject): ReplyEvent[] {
    const index = this.#calls;
    this.#calls += 1;
    return [
      { kind: "tool_call", choice: 0, index, id: null, name: textIn(made.name) ?? "", signature: null },
      { kind: "tool_arguments", choice: 0, index, text: JSON.stringify(objectIn(made.arguments)) },
    ];
  }

  #conclude(body: JsonObject): ReplyEvent[] {
    const cut: FinishReason = body.done_reason === "length" ? "length" : this.#calls > 0 ? "tool_calls" : "stop";
    const usage = readOllamaUsage(body);
    return [
      { kind: "finish", choice: 0, reason: cut },
      ...(usage ? [{ kind: "usage" as const, usage, reported: body }] : []),
      { kind: "end" },
    ];
  }
}

export function readOllamaReply(body: JsonObject): ReplyEvent[] {
  return new OllamaReader().read(body);
}
