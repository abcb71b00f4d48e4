import type { JsonObject } from "../../json-fields.ts";
import {
  A,
  B,
  halves,
  named,
  OVERLOADED,
  PIXEL,
  PROBABLE,
  plain,
  SOURCE,
  type VendorReplies,
  WORDS,
} from "./vendor-reply.ts";

const CHAT_USAGE = {
  prompt_tokens: 100,
  completion_tokens: 50,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 30 },
};
const chatCited = [{ type: "url_citation", url_citation: { url: SOURCE, title: "One", start_index: 0, end_index: 5 } }];
const chatPictures = [{ type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } }];
const chatSigned = [{ type: "reasoning.text", text: "Hm.", signature: "SIGNED" }];
const chatCall = (index: number, args: string, head: JsonObject = {}) => ({
  index,
  ...head,
  function: { ...(head.id ? { name: "look_up" } : {}), arguments: args },
});
const chatBody = (choices: unknown) => ({ id: "c", object: "chat.completion", created: 1, model: "m", choices });
const chatChunk = (delta: JsonObject, more: JsonObject = {}, index = 0) => ({
  ...chatBody([{ index, delta, finish_reason: null, ...more }]),
  object: "chat.completion.chunk",
});
const chatAnswer = (index: number, message: JsonObject, finish_reason: string) => ({
  index,
  message: { role: "assistant", ...message },
  finish_reason,
});
const chatEnd = { ...chatBody([]), usage: CHAT_USAGE };
export const chatReplies: VendorReplies = {
  tells: ["text", "reasoning", "signed", "calls", "pieces", "citations", "picture", "logprobs", "usage", "cached"],
  full: {
    whole: {
      ...chatBody([
        {
          ...chatAnswer(
            0,
            {
              content: WORDS,
              reasoning: "Hm.",
              reasoning_details: chatSigned,
              annotations: chatCited,
              images: chatPictures,
              tool_calls: [
                { id: "call_1", type: "function", function: { name: "look_up", arguments: A } },
                { id: "call_2", type: "function", function: { name: "look_up", arguments: B } },
              ],
            },
            "tool_calls",
          ),
          logprobs: { content: PROBABLE },
        },
      ]),
      usage: CHAT_USAGE,
    },
    stream: `${plain(
      chatChunk({ role: "assistant", reasoning: "Hm." }),
      chatChunk({ reasoning_details: chatSigned }),
      chatChunk({ content: WORDS }, { logprobs: { content: PROBABLE } }),
      chatChunk({ annotations: chatCited }),
      chatChunk({ images: chatPictures }),
      ...[A, B].flatMap((args, index) => [
        chatChunk({ tool_calls: [chatCall(index, "", { id: `call_${index + 1}`, type: "function" })] }),
        ...halves(args).map((piece) => chatChunk({ tool_calls: [chatCall(index, piece)] })),
      ]),
      chatChunk({}, { finish_reason: "tool_calls" }),
      chatEnd,
    )}data: [DONE]\n\n`,
  },
  several: {
    whole: {
      ...chatBody([chatAnswer(0, { content: "A" }, "stop"), chatAnswer(1, { content: "B" }, "stop")]),
      usage: CHAT_USAGE,
    },
    stream: `${plain(
      chatChunk({ role: "assistant", content: "A" }),
      chatChunk({ role: "assistant", content: "B" }, {}, 1),
      chatChunk({}, { finish_reason: "stop" }),
      chatChunk({}, { finish_reason: "stop" }, 1),
      chatEnd,
    )}data: [DONE]\n\n`,
  },
  cut: {
    whole: { ...chatBody([chatAnswer(0, { content: "Half" }, "length")]), usage: CHAT_USAGE },
    stream: `${plain(chatChunk({ content: "Half" }), chatChunk({}, { finish_reason: "length" }), chatEnd)}data: [DONE]\n\n`,
  },
  failure: { whole: { error: OVERLOADED }, stream: plain(chatChunk({ content: "Half" }), { error: OVERLOADED }) },
};

const RESPONSES_USAGE = {
  input_tokens: 100,
  input_tokens_details: { cached_tokens: 30 },
  output_tokens: 50,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 150,
};
const responsesCited = { type: "url_citation", url: SOURCE, title: "One", start_index: 0, end_index: 5 };
const thought = { id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] };
const spoken = (text: string, more = {}) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text, annotations: [], logprobs: [], ...more }],
});
const fn = (number: number, args: string) => ({
  id: `fc_${number}`,
  type: "function_call",
  call_id: `call_${number}`,
  name: "look_up",
  arguments: args,
  status: "completed",
});
const response = (status: string, output: readonly unknown[], more: JsonObject = {}) => ({
  id: "resp_1",
  object: "response",
  created_at: 1,
  model: "m",
  status,
  output,
  error: null,
  usage: RESPONSES_USAGE,
  ...more,
});
const sealed = { ...thought, encrypted_content: "SIGNED" };
const responsesOutput = [
  sealed,
  spoken(WORDS, { annotations: [responsesCited], logprobs: PROBABLE }),
  fn(1, A),
  fn(2, B),
];
const responsesWhole = response("completed", responsesOutput);
const incomplete = response("incomplete", [spoken("Half")], { incomplete_details: { reason: "max_output_tokens" } });
const delta = (text: string, more = {}) => ({
  type: "response.output_text.delta",
  item_id: "msg_1",
  output_index: 1,
  content_index: 0,
  delta: text,
  ...more,
});
export const responsesReplies: VendorReplies = {
  tells: ["text", "reasoning", "signed", "calls", "pieces", "citations", "logprobs", "usage", "cached"],
  full: {
    whole: responsesWhole,
    stream: named(
      { type: "response.created", response: response("in_progress", [], { usage: null }) },
      { type: "response.output_item.added", output_index: 0, item: { ...thought, summary: [] } },
      {
        type: "response.reasoning_summary_text.delta",
        item_id: "rs_1",
        output_index: 0,
        summary_index: 0,
        delta: "Hm.",
      },
      { type: "response.output_item.done", output_index: 0, item: sealed },
      { type: "response.output_item.added", output_index: 1, item: { ...spoken(""), content: [] } },
      delta(WORDS, { logprobs: PROBABLE }),
      { type: "response.output_text.annotation.added", item_id: "msg_1", output_index: 1, annotation: responsesCited },
      { type: "response.output_item.done", output_index: 1, item: responsesOutput[1] },
      ...[A, B].flatMap((args, index) => [
        { type: "response.output_item.added", output_index: index + 2, item: fn(index + 1, "") },
        ...halves(args).map((piece) => ({
          type: "response.function_call_arguments.delta",
          item_id: `fc_${index + 1}`,
          output_index: index + 2,
          delta: piece,
        })),
        { type: "response.output_item.done", output_index: index + 2, item: fn(index + 1, args) },
      ]),
      { type: "response.completed", response: responsesWhole },
    ),
  },
  cut: { whole: incomplete, stream: named(delta("Half"), { type: "response.incomplete", response: incomplete }) },
  failure: {
    whole: response("failed", [], { error: { code: "server_error", message: "overloaded" } }),
    stream: named(delta("Half"), { type: "error", message: "overloaded", code: "server_error" }),
  },
};
