import type { Behaviour, UpstreamCall } from "./fake-upstream.ts";
import { chunk, openStream, usage } from "./fake-upstream.ts";

/** What the scripted model was asked with: the results of tools that are in the request. */
interface ChatTurn {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_call_id?: string;
}

/** Arguments in pieces, as endpoints stream them. */
const PIECES = ['{"city":', '"Łódź"}'];

/**
 * A model behind a chat completions endpoint that wants its tool first and then says what the tool answered. It is a whole agent's loop: the
 * second request has to carry the call and its result in the dialect's own shape.
 */
export function weatherModel(): Behaviour {
  return (call) => {
    const result = toolResult(call);
    const text = result === null ? null : `It is ${result} in Łódź.`;
    if (call.body.stream === true) streamTurn(call, text);
    else wholeTurn(call, text);
  };
}

function toolResult({ body }: UpstreamCall): string | null {
  const messages: readonly ChatTurn[] = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.at(-1);
  if (last?.role !== "tool" || last.tool_call_id !== "call_weather") return null;
  return typeof last.content === "string" ? last.content : JSON.stringify(last.content);
}

function wholeTurn({ res }: UpstreamCall, text: string | null): void {
  const call = { id: "call_weather", type: "function", function: { name: "get_weather", arguments: PIECES.join("") } };
  const message =
    text === null ? { role: "assistant", content: null, tool_calls: [call] } : { role: "assistant", content: text };
  res.writeHead(200, { "content-type": "application/json" });
  res.end(
    JSON.stringify({
      id: "chatcmpl-upstream",
      object: "chat.completion",
      created: 1_770_000_000,
      model: "echo-1",
      choices: [{ index: 0, message, finish_reason: text === null ? "tool_calls" : "stop" }],
      usage: usage(100, 50),
    }),
  );
}

function streamTurn({ res }: UpstreamCall, text: string | null): void {
  openStream(res);
  if (text === null) {
    const [first = "", ...rest] = PIECES;
    const opening = {
      index: 0,
      id: "call_weather",
      type: "function",
      function: { name: "get_weather", arguments: first },
    };
    res.write(chunk({ tool_calls: [opening] }));
    for (const piece of rest) res.write(chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }));
  } else for (const word of text.split(/(?<= )/)) res.write(chunk({ content: word }));
  res.write(chunk({}, text === null ? "tool_calls" : "stop"));
  res.write(chunk({}, null, { choices: [], usage: usage(100, 50) }));
  res.end("data: [DONE]\n\n");
}
