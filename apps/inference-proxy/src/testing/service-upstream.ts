import { type Behaviour, sendJson, type UpstreamCall } from "./fake-upstream.ts";

/** What every vector here is; both numbers are exact in 32 bits. */
export const VECTOR = [0.25, -0.5];

/** How many texts a vendor was sent, whatever its dialect calls them. */
function textsIn({ body }: UpstreamCall): number {
  for (const list of [body.input, body.texts, body.requests]) if (Array.isArray(list)) return list.length;
  return 1;
}

type Answer = (call: UpstreamCall) => Record<string, unknown>;

/** Vendors' answers by the end of the path, written by hand from their documentation. Each says that it used 20 tokens. */
const ANSWERS: readonly (readonly [end: string, answer: Answer])[] = [
  [
    "/embeddings",
    (call) => ({
      object: "list",
      data: Array.from({ length: textsIn(call) }, (_, index) => ({
        object: "embedding",
        index,
        embedding: call.body.encoding_format === "base64" ? base64(VECTOR) : VECTOR,
      })),
      model: "embed-1",
      usage: { prompt_tokens: 20, total_tokens: 20 },
    }),
  ],
  [":embedContent", () => ({ embedding: { values: VECTOR }, usageMetadata: { promptTokenCount: 20 } })],
  [
    ":batchEmbedContents",
    (call) => ({
      embeddings: Array.from({ length: textsIn(call) }, () => ({ values: VECTOR })),
      usageMetadata: { promptTokenCount: 20 },
    }),
  ],
  ["/completions", (call) => completion(Array.isArray(call.body.prompt) ? call.body.prompt.length : 1)],
  [
    "/rerank",
    () => ({
      id: "r1",
      results: [
        { index: 0, relevance_score: 0.9 },
        { index: 1, relevance_score: 0.1 },
      ],
      meta: { billed_units: { search_units: 1 } },
    }),
  ],
  [
    "/moderations",
    () => ({
      id: "modr-1",
      model: "guard-1",
      results: [{ flagged: false, categories: { violence: false }, category_scores: { violence: 0.01 } }],
    }),
  ],
  [
    "/images/generations",
    ({ body }) => ({
      created: 1_770_000_000,
      data: Array.from({ length: Number(body.n ?? 1) }, () => ({ b64_json: PICTURE })),
      usage: { input_tokens: 10, output_tokens: 1_056, total_tokens: 1_066 },
    }),
  ],
  ["/audio/transcriptions", transcript],
];

/** A PNG of one pixel. */
export const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const SPOKEN = "Grüße 👋 from afar.";
/** Bytes that are no text: none may be lost on the way. */
export const SOUND = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));

/** 100 tokens in and 50 out, whole. */
function completion(prompts: number) {
  const choices = Array.from({ length: prompts }, (_, index) => ({
    text: SPOKEN,
    index,
    logprobs: null,
    finish_reason: "stop",
  }));
  const usage = { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 };
  return { id: "cmpl-1", object: "text_completion", created: 1_770_000_000, model: "echo-1", choices, usage };
}

/** The same as a stream of two pieces. */
function completionStream(): string {
  const { usage, choices: _whole, ...head } = completion(1);
  const piece = (text: string, finish_reason: string | null) => ({
    ...head,
    choices: [{ text, index: 0, logprobs: null, finish_reason }],
  });
  const chunks = [piece(SPOKEN.slice(0, 7), null), piece(SPOKEN.slice(7), "stop"), { ...head, choices: [], usage }];
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
}

/** By the second like Whisper, or by the token like its successors, told apart by the model's name in the form. */
function transcript({ bytes }: UpstreamCall): Record<string, unknown> {
  const form = bytes.toString("latin1");
  const duration = { type: "duration", seconds: 2.4 };
  const tokens = {
    type: "tokens",
    input_tokens: 30,
    input_token_details: { text_tokens: 0, audio_tokens: 30 },
    output_tokens: 7,
    total_tokens: 37,
  };
  const reply = { text: SPOKEN, usage: form.includes("prompt") ? tokens : duration };
  if (!form.includes("verbose_json")) return reply;
  return { ...reply, duration: 2.4, segments: [{ id: 0, start: 0, end: 2.4, text: ` ${SPOKEN}` }] };
}

function named(events: readonly (Record<string, unknown> & { readonly type: string })[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

/** Previews and then the picture. */
export function pictureStream(previews: number): string {
  const about = { created_at: 1_770_000_000, size: "1024x1024", quality: "medium", background: "opaque" };
  const usage = { input_tokens: 10, output_tokens: 1_056 + 100 * previews, total_tokens: 1_066 + 100 * previews };
  return named([
    ...Array.from({ length: previews }, (_, partial_image_index) => ({
      type: "image_generation.partial_image",
      b64_json: PICTURE,
      partial_image_index,
      output_format: "png",
      ...about,
    })),
    { type: "image_generation.completed", b64_json: PICTURE, output_format: "png", ...about, usage },
  ]);
}

function isStreamedForm({ bytes }: UpstreamCall): boolean {
  return bytes.includes('name="stream"\r\n\r\ntrue');
}

function transcriptStream(call: UpstreamCall): string {
  const { text, usage } = transcript(call);
  return named([
    ...[SPOKEN.slice(0, 7), SPOKEN.slice(7)].map((delta) => ({ type: "transcript.text.delta", delta })),
    { type: "transcript.text.done", text, usage },
  ]);
}

function base64(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString("base64");
}

/** Cohere and Ollama have the same path and tell each other apart by what they are sent. */
function embed(call: UpstreamCall): Record<string, unknown> {
  const vectors = Array.from({ length: textsIn(call) }, () => VECTOR);
  if (!Array.isArray(call.body.texts)) return { model: "embed-1", embeddings: vectors, prompt_eval_count: 20 };
  return { id: "e1", embeddings: { float: vectors }, meta: { billed_units: { input_tokens: 20 } } };
}

/** Answers any service by the path it is asked at. */
export const serve: Behaviour = (call) => {
  const [path = ""] = call.path.split("?");
  const answer = path.endsWith("/embed") ? embed : ANSWERS.find(([end]) => path.endsWith(end))?.[1];
  if (path.endsWith("/audio/speech")) {
    call.res.writeHead(200, { "content-type": "audio/mpeg" });
    call.res.end(SOUND);
  } else if (path.endsWith("/images/generations") && call.body.stream === true) {
    call.res.writeHead(200, { "content-type": "text/event-stream" });
    call.res.end(pictureStream(Number(call.body.partial_images ?? 0)));
  } else if (path.endsWith("/audio/transcriptions") && isStreamedForm(call)) {
    call.res.writeHead(200, { "content-type": "text/event-stream" });
    call.res.end(transcriptStream(call));
  } else if (path.endsWith("/completions") && call.body.stream === true) {
    call.res.writeHead(200, { "content-type": "text/event-stream" });
    call.res.end(completionStream());
  } else if (answer === undefined) sendJson(call.res, 404, { error: { message: `nothing at ${path}` } });
  else sendJson(call.res, 200, answer(call));
};

/** The same without a word about usage. */
export const serveSilently: Behaviour = (call) => {
  const [path = ""] = call.path.split("?");
  const answer = path.endsWith("/embed") ? embed : ANSWERS.find(([end]) => path.endsWith(end))?.[1];
  const { usage, usageMetadata, meta, prompt_eval_count, ...rest } = answer?.(call) ?? {};
  sendJson(call.res, 200, rest);
};
