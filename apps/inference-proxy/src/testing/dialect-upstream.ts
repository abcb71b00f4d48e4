import { crc32 } from "node:zlib";
import { answer, type Behaviour, type UpstreamCall, usage } from "./fake-upstream.ts";

/** What every dialect reports here: 100 tokens in, 30 of them from a cache where the dialect can say so, and 50 out. */
const CACHED = 30;

type Event = readonly [name: string, body: Record<string, unknown>];

/** A vendor's answer, whole and as a stream, written by hand from its documentation and not by the translators under test. */
interface Vendor {
  whole(text: string): Record<string, unknown>;
  stream(text: string): { readonly type: string; readonly bytes: string | Buffer };
}

function namedEvents(events: readonly Event[]) {
  const bytes = events.map(([name, body]) => `event: ${name}\ndata: ${JSON.stringify({ type: name, ...body })}\n\n`);
  return { type: "text/event-stream", bytes: bytes.join("") };
}

const MESSAGE = { id: "msg_1", type: "message", role: "assistant", model: "echo-1" };
const MESSAGE_USAGE = {
  input_tokens: 100 - CACHED,
  cache_read_input_tokens: CACHED,
  cache_creation_input_tokens: 0,
  output_tokens: 50,
};

const anthropic: Vendor = {
  whole: (text) => ({
    ...MESSAGE,
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: MESSAGE_USAGE,
  }),
  stream: (text) =>
    namedEvents([
      ["message_start", { message: { ...MESSAGE, content: [], usage: { ...MESSAGE_USAGE, output_tokens: 1 } } }],
      ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
      ["content_block_delta", { index: 0, delta: { type: "text_delta", text } }],
      ["content_block_stop", { index: 0 }],
      ["message_delta", { delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 50 } }],
      ["message_stop", {}],
    ]),
};

function response(text: string | null) {
  const part = { type: "output_text", text, annotations: [], logprobs: [] };
  const item = { id: "msg_1", type: "message", role: "assistant", status: "completed", content: [part] };
  const reported = {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: CACHED },
    output_tokens: 50,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 150,
  };
  return {
    id: "resp_1",
    object: "response",
    created_at: 1_770_000_000,
    model: "echo-1",
    status: text === null ? "in_progress" : "completed",
    output: text === null ? [] : [item],
    usage: text === null ? null : reported,
  };
}

const responses: Vendor = {
  whole: response,
  stream: (text) => {
    const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
    const item = { id: "msg_1", type: "message", role: "assistant", content: [] };
    const part = { type: "output_text", text: "", annotations: [] };
    return namedEvents([
      ["response.created", { sequence_number: 0, response: response(null) }],
      ["response.output_item.added", { sequence_number: 1, output_index: 0, item }],
      ["response.content_part.added", { sequence_number: 2, ...place, part }],
      ["response.output_text.delta", { sequence_number: 3, ...place, delta: text, logprobs: [] }],
      ["response.output_text.done", { sequence_number: 4, ...place, text, logprobs: [] }],
      ["response.content_part.done", { sequence_number: 5, ...place, part: { ...part, text } }],
      ["response.output_item.done", { sequence_number: 6, output_index: 0, item: response(text).output[0] }],
      ["response.completed", { sequence_number: 7, response: response(text) }],
    ]);
  },
};

function candidates(text: string) {
  const content = { role: "model", parts: [{ text }] };
  const usageMetadata = {
    promptTokenCount: 100,
    cachedContentTokenCount: CACHED,
    candidatesTokenCount: 50,
    totalTokenCount: 150,
  };
  const candidate = { content, finishReason: "STOP", index: 0 };
  return { candidates: [candidate], usageMetadata, modelVersion: "echo-1", responseId: "r1" };
}

const gemini: Vendor = {
  whole: candidates,
  stream: (text) => ({ type: "text/event-stream", bytes: `data: ${JSON.stringify(candidates(text))}\r\n\r\n` }),
};

const BEDROCK_USAGE = {
  inputTokens: 100 - CACHED,
  outputTokens: 50,
  totalTokens: 150,
  cacheReadInputTokens: CACHED,
  cacheWriteInputTokens: 0,
};

const bedrock: Vendor = {
  whole: (text) => ({
    output: { message: { role: "assistant", content: [{ text }] } },
    stopReason: "end_turn",
    usage: BEDROCK_USAGE,
  }),
  stream: (text) => ({
    type: "application/vnd.amazon.eventstream",
    bytes: Buffer.concat([
      awsFrame("messageStart", { role: "assistant" }),
      awsFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }),
      awsFrame("contentBlockStop", { contentBlockIndex: 0 }),
      awsFrame("messageStop", { stopReason: "end_turn" }),
      awsFrame("metadata", { usage: BEDROCK_USAGE }),
    ]),
  }),
};

/** Source: https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html */
function awsFrame(type: string, body: object): Buffer {
  const header = Buffer.from(`\x0b:event-type\x07\0${String.fromCharCode(type.length)}${type}`, "latin1");
  const payload = Buffer.from(JSON.stringify(body));
  const frame = Buffer.alloc(16 + header.length + payload.length);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(header.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  header.copy(frame, 12);
  payload.copy(frame, 12 + header.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

const COHERE_USAGE = {
  billed_units: { input_tokens: 95, output_tokens: 50 },
  tokens: { input_tokens: 100, output_tokens: 50 },
  cached_tokens: CACHED,
};

const cohere: Vendor = {
  whole: (text) => ({
    id: "c1",
    finish_reason: "COMPLETE",
    message: { role: "assistant", content: [{ type: "text", text }] },
    usage: COHERE_USAGE,
  }),
  stream: (text) =>
    namedEvents([
      ["message-start", { id: "c1", delta: { message: { role: "assistant", content: [] } } }],
      ["content-start", { index: 0, delta: { message: { content: { type: "text", text: "" } } } }],
      ["content-delta", { index: 0, delta: { message: { content: { text } } } }],
      ["content-end", { index: 0 }],
      ["message-end", { delta: { finish_reason: "COMPLETE", usage: COHERE_USAGE } }],
    ]),
};

const ollama: Vendor = {
  whole: (text) => ({
    model: "echo-1",
    message: { role: "assistant", content: text },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 100,
    eval_count: 50,
  }),
  stream: (text) => {
    const piece = { model: "echo-1", message: { role: "assistant", content: text }, done: false };
    const bytes = `${JSON.stringify(piece)}\n${JSON.stringify(ollama.whole(""))}\n`;
    return { type: "application/x-ndjson", bytes };
  },
};

const VENDORS: Readonly<Record<string, Vendor>> = {
  "openai-responses": responses,
  "anthropic-messages": anthropic,
  "gemini-generate": gemini,
  "bedrock-converse": bedrock,
  "cohere-chat": cohere,
  "ollama-chat": ollama,
};

/** Answers `text` as an endpoint of the dialect does. */
export function speak(dialect: string, text: string): Behaviour {
  const vendor = VENDORS[dialect];
  if (!vendor) return answer(text, usage(100, 50, { cached: CACHED }));
  return (call) => {
    if (!asksForStream(call)) {
      call.res.writeHead(200, { "content-type": "application/json" });
      call.res.end(JSON.stringify(vendor.whole(text)));
      return;
    }
    const { type, bytes } = vendor.stream(text);
    call.res.writeHead(200, { "content-type": type });
    call.res.end(bytes);
  };
}

/** Gemini and Bedrock say it in the address, the others in the body. */
function asksForStream({ path, body }: UpstreamCall): boolean {
  return body.stream === true || path.includes(":streamGenerateContent?alt=sse") || path.endsWith("/converse-stream");
}
