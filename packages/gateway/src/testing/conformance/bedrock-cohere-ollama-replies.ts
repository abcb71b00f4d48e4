import { crc32 } from "node:zlib";
import type { JsonObject } from "../../json-fields.ts";
import { A, B, halves, lines, named, PROBABLE, SOURCE, type VendorReplies, WORDS } from "./vendor-reply.ts";

/** Source: https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html */
export function awsFrame(type: string, body: unknown, kind = "event"): string {
  const header = [`:${kind}-type`, type]
    .map((text, at) =>
      at === 0 ? `${String.fromCharCode(text.length)}${text}\x07\0` : `${String.fromCharCode(text.length)}${text}`,
    )
    .join("");
  const payload = Buffer.from(JSON.stringify(body));
  const frame = Buffer.alloc(16 + header.length + payload.length);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(header.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.write(header, 12, "latin1");
  payload.copy(frame, 12 + header.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame.toString("latin1");
}

const BEDROCK_USAGE = { inputTokens: 70, outputTokens: 50, totalTokens: 150, cacheReadInputTokens: 30 };
const converse = (content: readonly unknown[], stopReason: string) => ({
  output: { message: { role: "assistant", content } },
  stopReason,
  usage: BEDROCK_USAGE,
});
const piece = (contentBlockIndex: number, one: unknown) =>
  awsFrame("contentBlockDelta", { contentBlockIndex, delta: one });
const converseEnd = (stopReason: string) =>
  awsFrame("messageStop", { stopReason }) + awsFrame("metadata", { usage: BEDROCK_USAGE });
const toolUse = (number: number) => ({ toolUseId: `call_${number}`, name: "look_up" });
export const bedrockReplies: VendorReplies = {
  tells: ["text", "reasoning", "signed", "calls", "pieces", "usage", "cached"],
  full: {
    whole: converse(
      [
        { reasoningContent: { reasoningText: { text: "Hm.", signature: "SIGNED" } } },
        { text: WORDS },
        { toolUse: { ...toolUse(1), input: { word: "a" } } },
        { toolUse: { ...toolUse(2), input: { word: "b" } } },
      ],
      "tool_use",
    ),
    stream: [
      awsFrame("messageStart", { role: "assistant" }),
      piece(0, { reasoningContent: { text: "Hm." } }),
      piece(0, { reasoningContent: { signature: "SIGNED" } }),
      piece(1, { text: WORDS }),
      ...[A, B].flatMap((args, index) => [
        awsFrame("contentBlockStart", { contentBlockIndex: index + 2, start: { toolUse: toolUse(index + 1) } }),
        ...halves(args).map((input) => piece(index + 2, { toolUse: { input } })),
        awsFrame("contentBlockStop", { contentBlockIndex: index + 2 }),
      ]),
      converseEnd("tool_use"),
    ].join(""),
  },
  cut: {
    whole: converse([{ text: "Half" }], "max_tokens"),
    stream: piece(0, { text: "Half" }) + converseEnd("max_tokens"),
  },
  failure: {
    whole: {},
    stream: piece(0, { text: "Half" }) + awsFrame("throttlingException", { message: "overloaded" }, "exception"),
  },
};

const COHERE_USAGE = { tokens: { input_tokens: 100, output_tokens: 50 }, cached_tokens: 30 };
const cohereCited = {
  start: 0,
  end: 5,
  text: "Grüße",
  sources: [{ type: "document", document: { url: SOURCE, title: "One" } }],
};
const cohereCall = (number: number, args: string) => ({
  id: `call_${number}`,
  type: "function",
  function: { name: "look_up", arguments: args },
});
const cohereBody = (message_: JsonObject, finish_reason: string) => ({
  id: "c1",
  finish_reason,
  message: { role: "assistant", ...message_ },
  usage: COHERE_USAGE,
});
const cohereEvent = (type: string, message_: JsonObject, index = 0) => ({ type, index, delta: { message: message_ } });
const cohereEnd = (finish_reason: string) => ({ type: "message-end", delta: { finish_reason, usage: COHERE_USAGE } });
const cohereProbable = { token_ids: [71], text: "G", logprobs: [-0.1] };
export const cohereReplies: VendorReplies = {
  tells: ["text", "reasoning", "calls", "pieces", "citations", "usage", "cached", "logprobs"],
  full: {
    whole: {
      ...cohereBody(
        {
          content: [
            { type: "thinking", thinking: "Hm." },
            { type: "text", text: WORDS },
          ],
          tool_calls: [cohereCall(1, A), cohereCall(2, B)],
          citations: [cohereCited],
        },
        "TOOL_CALL",
      ),
      logprobs: [cohereProbable],
    },
    stream: named(
      cohereEvent("content-delta", { content: { thinking: "Hm." } }),
      { ...cohereEvent("content-delta", { content: { text: WORDS } }, 1), logprobs: cohereProbable },
      cohereEvent("citation-start", { citations: cohereCited }),
      ...[A, B].flatMap((args, index) => [
        cohereEvent("tool-call-start", { tool_calls: cohereCall(index + 1, "") }, index),
        ...halves(args).map((part) =>
          cohereEvent("tool-call-delta", { tool_calls: { function: { arguments: part } } }, index),
        ),
      ]),
      cohereEnd("TOOL_CALL"),
    ),
  },
  cut: {
    whole: cohereBody({ content: [{ type: "text", text: "Half" }] }, "MAX_TOKENS"),
    stream: named(cohereEvent("content-delta", { content: { text: "Half" } }), cohereEnd("MAX_TOKENS")),
  },
  failure: {
    whole: { message: "overloaded" },
    stream: named(cohereEvent("content-delta", { content: { text: "Half" } }), {
      type: "message-end",
      delta: { error: "overloaded" },
    }),
  },
};

const line = (message_: JsonObject) => ({ model: "m", message: { role: "assistant", ...message_ }, done: false });
const done = (done_reason: string) => ({
  done: true,
  done_reason,
  prompt_eval_count: 100,
  prompt_eval_cached_count: 30,
  eval_count: 50,
});
const ollamaCalls = ["a", "b"].map((word) => ({ function: { name: "look_up", arguments: { word } } }));
export const ollamaReplies: VendorReplies = {
  tells: ["text", "reasoning", "calls", "logprobs", "usage", "cached"],
  full: {
    whole: {
      logprobs: PROBABLE,
      ...line({ thinking: "Hm.", content: WORDS, tool_calls: ollamaCalls }),
      ...done("stop"),
    },
    stream: lines(
      line({ thinking: "Hm.", content: "" }),
      { ...line({ content: WORDS }), logprobs: PROBABLE },
      line({ tool_calls: ollamaCalls }),
      {
        ...line({ content: "" }),
        ...done("stop"),
      },
    ),
  },
  cut: {
    whole: { ...line({ content: "Half" }), ...done("length") },
    stream: lines(line({ content: "Half" }), { ...line({ content: "" }), ...done("length") }),
  },
  failure: { whole: { error: "overloaded" }, stream: lines(line({ content: "Half" }), { error: "overloaded" }) },
};
