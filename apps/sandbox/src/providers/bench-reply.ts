import type { ServerResponse } from "node:http";
import { countTokens } from "./tokens.ts";
import { toUsage } from "./usage.ts";

const WORDS = "A fixed answer, prepared once, so that a load test measures the gateway and nothing else.".split(
  /(?= )/,
);
const PROMPT_TOKENS = 12;

const ENVELOPE = {
  id: "chatcmpl-demoBench",
  created: 1_767_225_600,
  model: "demo-bench",
  system_fingerprint: "fp_demo_bench",
};
const USAGE = toUsage({ prompt: PROMPT_TOKENS, cached: 0, completion: countTokens(WORDS.join("")), reasoning: 0 });

const UNARY_BODY = Buffer.from(
  JSON.stringify({
    ...ENVELOPE,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: WORDS.join(""), refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: USAGE,
  }),
);
const UNARY_HEADERS = { "content-type": "application/json", "content-length": UNARY_BODY.length };

function chunk(choices: unknown[], usage: unknown): string {
  return `data: ${JSON.stringify({ ...ENVELOPE, object: "chat.completion.chunk", choices, usage })}\n\n`;
}

function deltaChunk(delta: unknown, finishReason: string | null): string {
  return chunk([{ index: 0, delta, logprobs: null, finish_reason: finishReason }], null);
}

/** Three writes: the opening, the rest of the text, the end with its usage. */
const STREAM_PARTS = [
  deltaChunk({ role: "assistant", content: "" }, null) + deltaChunk({ content: WORDS[0] }, null),
  WORDS.slice(1)
    .map((word) => deltaChunk({ content: word }, null))
    .join(""),
  `${deltaChunk({}, "stop")}${chunk([], USAGE)}data: [DONE]\n\n`,
].map((part) => Buffer.from(part));
const STREAM_HEADERS = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };

const ASKS_FOR_STREAM = /"stream"\s*:\s*true/;

/** Answers with prepared bytes. The body is only searched for `"stream": true`. */
export function sendBenchReply(body: string, outgoing: ServerResponse): void {
  if (!ASKS_FOR_STREAM.test(body)) {
    outgoing.writeHead(200, UNARY_HEADERS).end(UNARY_BODY);
    return;
  }
  outgoing.writeHead(200, STREAM_HEADERS);
  let part = 0;
  const step = () => {
    const bytes = STREAM_PARTS[part];
    part += 1;
    if (part === STREAM_PARTS.length) {
      outgoing.end(bytes);
    } else if (!outgoing.destroyed) {
      outgoing.write(bytes);
      setImmediate(step);
    }
  };
  step();
}
