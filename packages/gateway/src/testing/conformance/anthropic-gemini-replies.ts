import type { JsonObject } from "../../json-fields.ts";
import { A, B, halves, named, PIXEL, plain, SOURCE, type VendorReplies, WORDS } from "./vendor-reply.ts";

const MESSAGE = { id: "msg_1", type: "message", role: "assistant", model: "m" };
const MESSAGE_USAGE = {
  input_tokens: 70,
  cache_read_input_tokens: 30,
  cache_creation_input_tokens: 0,
  output_tokens: 50,
};
const anthropicCited = {
  type: "web_search_result_location",
  url: SOURCE,
  title: "One",
  cited_text: "Grüße",
  encrypted_index: "",
};
const message = (content: readonly unknown[], stop_reason: string) => ({
  ...MESSAGE,
  content,
  stop_reason,
  stop_sequence: null,
  usage: MESSAGE_USAGE,
});
const messageStart = {
  type: "message_start",
  message: { ...MESSAGE, content: [], usage: { ...MESSAGE_USAGE, output_tokens: 1 } },
};
const messageEnd = (stop_reason: string) => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 50 } },
  { type: "message_stop" },
];
const block = (index: number, content_block: JsonObject, ...deltas: readonly JsonObject[]) => [
  { type: "content_block_start", index, content_block },
  ...deltas.map((one) => ({ type: "content_block_delta", index, delta: one })),
  { type: "content_block_stop", index },
];
const use = (number: number, input: unknown) => ({ type: "tool_use", id: `call_${number}`, name: "look_up", input });
export const anthropicReplies: VendorReplies = {
  tells: ["text", "reasoning", "signed", "calls", "pieces", "citations", "usage", "cached"],
  full: {
    whole: message(
      [
        { type: "thinking", thinking: "Hm.", signature: "SIGNED" },
        { type: "text", text: WORDS, citations: [anthropicCited] },
        use(1, { word: "a" }),
        use(2, { word: "b" }),
      ],
      "tool_use",
    ),
    stream: named(
      messageStart,
      ...block(
        0,
        { type: "thinking", thinking: "", signature: "" },
        { type: "thinking_delta", thinking: "Hm." },
        { type: "signature_delta", signature: "SIGNED" },
      ),
      ...block(
        1,
        { type: "text", text: "" },
        { type: "text_delta", text: WORDS },
        { type: "citations_delta", citation: anthropicCited },
      ),
      ...[A, B].flatMap((args, index) =>
        block(
          index + 2,
          use(index + 1, {}),
          ...halves(args).map((partial_json) => ({ type: "input_json_delta", partial_json })),
        ),
      ),
      ...messageEnd("tool_use"),
    ),
  },
  cut: {
    whole: message([{ type: "text", text: "Half" }], "max_tokens"),
    stream: named(
      messageStart,
      ...block(0, { type: "text", text: "" }, { type: "text_delta", text: "Half" }),
      ...messageEnd("max_tokens"),
    ),
  },
  failure: {
    whole: { type: "error", error: { type: "overloaded_error", message: "overloaded" } },
    stream: named(messageStart, { type: "error", error: { type: "overloaded_error", message: "overloaded" } }),
  },
};

const META = { promptTokenCount: 100, cachedContentTokenCount: 30, candidatesTokenCount: 50, totalTokenCount: 150 };
const candidate = (parts: readonly unknown[], more: JsonObject = {}) => ({
  index: 0,
  content: { role: "model", parts },
  ...more,
});
const generated = (...all: readonly unknown[]) => ({ candidates: all, modelVersion: "m", responseId: "r" });
const geminiCalls = ["a", "b"].map((word) => ({ functionCall: { name: "look_up", args: { word } } }));
const grounded = { groundingMetadata: { groundingChunks: [{ web: { uri: SOURCE, title: "One" } }] } };
const probable = { logprobsResult: { chosenCandidates: [{ token: "G", logProbability: -0.1 }], topCandidates: [] } };
const geminiPicture = { inlineData: { mimeType: "image/png", data: PIXEL } };
const thoughtPart = { text: "Hm.", thought: true };
const signedPart = { text: "", thought: true, thoughtSignature: "SIGNED" };
const geminiWhole = {
  ...generated(
    candidate([{ ...thoughtPart, thoughtSignature: "SIGNED" }, { text: WORDS }, geminiPicture, ...geminiCalls], {
      finishReason: "STOP",
      ...grounded,
      ...probable,
    }),
  ),
  usageMetadata: META,
};
const answers = ["A", "B"].map((text, index) => candidate([{ text }], { index, finishReason: "STOP" }));
const geminiCut = { ...generated(candidate([{ text: "Half" }], { finishReason: "MAX_TOKENS" })), usageMetadata: META };
const geminiError = { error: { code: 503, message: "overloaded", status: "UNAVAILABLE" } };
export const geminiReplies: VendorReplies = {
  tells: ["text", "reasoning", "signed", "calls", "citations", "picture", "logprobs", "usage", "cached"],
  full: {
    whole: geminiWhole,
    stream: plain(
      generated(candidate([thoughtPart])),
      generated(candidate([signedPart])),
      generated(candidate([{ text: WORDS }], { ...grounded, ...probable })),
      generated(candidate([geminiPicture])),
      { ...generated(candidate(geminiCalls, { finishReason: "STOP" })), usageMetadata: META },
    ),
  },
  several: {
    whole: { ...generated(...answers), usageMetadata: META },
    stream: plain(generated(answers[1] && { ...answers[1], finishReason: undefined }), {
      ...generated(...answers.map((one) => ({ ...one, content: one.index === 0 ? one.content : { parts: [] } }))),
      usageMetadata: META,
    }),
  },
  cut: { whole: geminiCut, stream: plain(geminiCut) },
  failure: { whole: geminiError, stream: plain(generated(candidate([{ text: "Half" }])), geminiError) },
};
