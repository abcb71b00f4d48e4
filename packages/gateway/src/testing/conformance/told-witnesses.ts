import type { SurfaceName } from "../../surfaces.ts";
import { PIXEL, SOURCE, type ToldFeature, WORDS } from "./vendor-reply.ts";

/** What callers must find, in any one of the ways listed: in a whole reply, and among the events of a stream. */
interface Witness {
  readonly whole: readonly unknown[];
  readonly events: readonly (readonly unknown[])[];
}
type Witnesses = Partial<Readonly<Record<ToldFeature, Witness>>>;

const A = '{"word":"a"}';
const B = '{"word":"b"}';

const said = (message: unknown, more = {}) => ({ choices: [{ message, ...more }] });
const part = (delta: unknown, more = {}) => ({ choices: [{ delta, ...more }] });
const chatNamed = (index: number) => part({ tool_calls: [{ index, function: { name: "look_up" } }] });
const cited = { annotations: [{ type: "url_citation", url_citation: { url: SOURCE } }] };
const painted = { images: [{ type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } }] };
const probable = { logprobs: { content: [{ token: "G" }] } };
const chat: Witnesses = {
  text: { whole: [said({ content: WORDS })], events: [[part({ content: WORDS })]] },
  reasoning: { whole: [said({ reasoning: "Hm." })], events: [[part({ reasoning: "Hm." })]] },
  signed: {
    whole: [
      said({ reasoning_details: [{ signature: "SIGNED" }] }),
      said({ reasoning_details: [{ type: "reasoning.encrypted", data: "SIGNED" }] }),
    ],
    events: [
      [part({ reasoning_details: [{ signature: "SIGNED" }] })],
      [part({ reasoning_details: [{ type: "reasoning.encrypted", data: "SIGNED" }] })],
    ],
  },
  calls: {
    whole: [said({ tool_calls: [A, B].map((args) => ({ function: { name: "look_up", arguments: args } })) })],
    events: [[chatNamed(0), chatNamed(1)]],
  },
  pieces: {
    whole: [{}],
    events: [[part({ tool_calls: [{ index: 0, function: { arguments: A.slice(0, 4) } }] })]],
  },
  citations: { whole: [said(cited)], events: [[part(cited)]] },
  picture: { whole: [said(painted)], events: [[part(painted)]] },
  logprobs: { whole: [said({}, probable)], events: [[part({}, probable)]] },
  several: {
    whole: [{ choices: [{ index: 0 }, { index: 1, message: { content: "B" } }] }],
    events: [[part({ content: "B" }, { index: 1 })]],
  },
  cut: { whole: [said({}, { finish_reason: "length" })], events: [[part({}, { finish_reason: "length" })]] },
  usage: { whole: [{ usage: { completion_tokens: 50 } }], events: [[{ usage: { completion_tokens: 50 } }]] },
  cached: {
    whole: [{ usage: { prompt_tokens_details: { cached_tokens: 30 } } }],
    events: [[{ usage: { prompt_tokens_details: { cached_tokens: 30 } } }]],
  },
};

const output = (...items: unknown[]) => ({ output: items });
const spoken = (content: unknown) =>
  output({ type: "message", content: [{ type: "output_text", ...Object(content) }] });
const added = (name: string) => ({ type: "response.output_item.added", item: { type: "function_call", name } });
const responses: Witnesses = {
  text: { whole: [spoken({ text: WORDS })], events: [[{ type: "response.output_text.delta", delta: WORDS }]] },
  reasoning: {
    whole: [output({ type: "reasoning", summary: [{ text: "Hm." }] })],
    events: [[{ type: "response.reasoning_summary_text.delta", delta: "Hm." }]],
  },
  signed: {
    whole: [output({ type: "reasoning", encrypted_content: "SIGNED" })],
    events: [[{ type: "response.output_item.done", item: { type: "reasoning", encrypted_content: "SIGNED" } }]],
  },
  calls: {
    whole: [output(...[A, B].map((args) => ({ type: "function_call", name: "look_up", arguments: args })))],
    events: [
      [
        added("look_up"),
        ...[A, B].map((args) => ({ type: "response.output_item.done", item: { name: "look_up", arguments: args } })),
      ],
    ],
  },
  pieces: {
    whole: [{}],
    events: [[{ type: "response.function_call_arguments.delta", delta: A.slice(0, 4) }]],
  },
  citations: {
    whole: [spoken({ annotations: [{ url: SOURCE }] })],
    events: [[{ type: "response.output_text.annotation.added", annotation: { url: SOURCE } }]],
  },
  picture: {
    whole: [output({ type: "image_generation_call", result: PIXEL })],
    events: [[{ type: "response.output_item.done", item: { type: "image_generation_call", result: PIXEL } }]],
  },
  logprobs: {
    whole: [spoken({ logprobs: [{ token: "G" }] })],
    events: [[{ type: "response.output_text.delta", logprobs: [{ token: "G" }] }]],
  },
  cut: {
    whole: [{ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } }],
    events: [[{ type: "response.incomplete" }]],
  },
  usage: { whole: [{ usage: { output_tokens: 50 } }], events: [[{ response: { usage: { output_tokens: 50 } } }]] },
  cached: {
    whole: [{ usage: { input_tokens_details: { cached_tokens: 30 } } }],
    events: [[{ response: { usage: { input_tokens_details: { cached_tokens: 30 } } } }]],
  },
};

const content = (...blocks: unknown[]) => ({ content: blocks });
const starts = (content_block: unknown) => ({ type: "content_block_start", content_block });
const delta = (one: unknown) => ({ type: "content_block_delta", delta: one });
const anthropic: Witnesses = {
  text: { whole: [content({ type: "text", text: WORDS })], events: [[delta({ type: "text_delta", text: WORDS })]] },
  reasoning: {
    whole: [content({ type: "thinking", thinking: "Hm." })],
    events: [[delta({ type: "thinking_delta", thinking: "Hm." })]],
  },
  signed: {
    whole: [content({ type: "thinking", signature: "SIGNED" }), content({ type: "redacted_thinking", data: "SIGNED" })],
    events: [
      [delta({ type: "signature_delta", signature: "SIGNED" })],
      [starts({ type: "redacted_thinking", data: "SIGNED" })],
    ],
  },
  calls: {
    whole: [content(...["a", "b"].map((word) => ({ type: "tool_use", name: "look_up", input: { word } })))],
    events: [[starts({ type: "tool_use", name: "look_up" })]],
  },
  pieces: { whole: [{}], events: [[delta({ type: "input_json_delta", partial_json: A.slice(0, 4) })]] },
  citations: {
    whole: [content({ type: "text", citations: [{ url: SOURCE }] })],
    events: [[delta({ type: "citations_delta", citation: { url: SOURCE } })]],
  },
  cut: { whole: [{ stop_reason: "max_tokens" }], events: [[{ delta: { stop_reason: "max_tokens" } }]] },
  usage: {
    whole: [{ usage: { output_tokens: 50 } }],
    events: [[{ type: "message_delta", usage: { output_tokens: 50 } }]],
  },
  cached: {
    whole: [{ usage: { cache_read_input_tokens: 30 } }],
    events: [[{ usage: { cache_read_input_tokens: 30 } }], [{ message: { usage: { cache_read_input_tokens: 30 } } }]],
  },
};

const candidate = (...parts: unknown[]) => ({ candidates: [{ content: { parts } }] });
const both = (value: unknown): Witness => ({ whole: [value], events: [[value]] });
const calls = ["a", "b"].map((word) => ({ functionCall: { name: "look_up", args: { word } } }));
const gemini: Witnesses = {
  logprobs: both({ candidates: [{ logprobsResult: { chosenCandidates: [{ token: "G" }] } }] }),
  text: both(candidate({ text: WORDS })),
  reasoning: both(candidate({ text: "Hm.", thought: true })),
  signed: both(candidate({ thoughtSignature: "SIGNED" })),
  calls: { whole: [candidate(...calls)], events: [calls.map((call) => candidate(call))] },
  picture: both(candidate({ inlineData: { mimeType: "image/png", data: PIXEL } })),
  citations: both({ candidates: [{ groundingMetadata: { groundingChunks: [{ web: { uri: SOURCE } }] } }] }),
  several: both({ candidates: [{ index: 1, content: { parts: [{ text: "B" }] } }] }),
  cut: both({ candidates: [{ finishReason: "MAX_TOKENS" }] }),
  usage: both({ usageMetadata: { candidatesTokenCount: 50 } }),
  cached: both({ usageMetadata: { cachedContentTokenCount: 30 } }),
};

export const TOLD_WITNESSES: Readonly<Record<SurfaceName, Witnesses>> = {
  "openai-chat": chat,
  "openai-responses": responses,
  "anthropic-messages": anthropic,
  "gemini-generate": gemini,
};
