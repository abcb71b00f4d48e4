import { isRecord } from "../is-record.ts";
import { type JsonObject, objectIn, parseJson, textIn } from "../json-fields.ts";
import { eventPayload } from "../sse-event.ts";

/** A request and what it was answered. */
export interface Answered {
  /** Of the request; its input has what came before already. */
  readonly body: JsonObject;
  readonly stream: boolean;
  /** The last bytes the caller got: the whole answer, or the events that end a stream. */
  readonly text: string;
}

/** The response that an answer ends with and the conversation up to and with it; `null` when it ended in no response. */
export function keptResponse({
  body,
  stream,
  text,
}: Answered): { readonly response: Record<string, unknown>; readonly items: readonly unknown[] } | null {
  const response = stream ? lastResponse(text) : parseJson(text);
  if (!isRecord(response) || (response.status !== "completed" && response.status !== "incomplete")) return null;
  const output = Array.isArray(response.output) ? response.output : [];
  return { response: { ...response }, items: [...inputItems(body.input), ...output.filter(isCarriedOn)] };
}

function lastResponse(text: string): unknown {
  let last: unknown = null;
  for (const event of text.split("\n\n")) {
    const payload = eventPayload(event);
    if (payload === null || !/"response\.(completed|incomplete)"/.test(payload)) continue;
    last = objectIn(parseJson(payload)).response;
  }
  return last;
}

/** Thinking that its vendor has not sealed is named by an id there, where nothing is kept. */
function isCarriedOn(item: unknown): boolean {
  const { type, encrypted_content: sealed } = objectIn(item);
  return type !== "reasoning" || textIn(sealed) !== null;
}

/** A text is the same as one message of the user. */
export function inputItems(input: unknown): readonly unknown[] {
  if (typeof input === "string")
    return [{ type: "message", role: "user", content: [{ type: "input_text", text: input }] }];
  return Array.isArray(input) ? input : [];
}
