import { countTexts } from "../estimate-units.ts";
import { countIn, type JsonObject, objectIn, textIn } from "../json-fields.ts";
import { SERVICES, type ServiceName } from "../services/services.ts";
import {
  JSON_HEADERS,
  paceOf,
  type SimulatedCall,
  type SimulatedReply,
  streamedReply,
  wholeReply,
} from "./simulated-reply.ts";
import { simulatedVector } from "./simulated-vector.ts";
import { PICTURE_BASE64, silence } from "./small-media.ts";

/** Answers of everything that is no conversation, each in OpenAI's shape. */
export function simulateService(service: ServiceName, call: SimulatedCall): SimulatedReply {
  const { body, scenario, createdSeconds } = call;
  const { firstMs } = paceOf(scenario);
  switch (service) {
    case "openai-embeddings":
    case "gemini-embeddings":
      return wholeReply(embeddings(call), firstMs);
    case "openai-completions":
      return completions(call);
    case "rerank":
      return wholeReply(ranking(call), firstMs);
    case "openai-moderations":
      return wholeReply(verdicts(call), firstMs);
    case "openai-images": {
      const data = Array.from({ length: countIn(body.n) ?? 1 }, () => ({ b64_json: PICTURE_BASE64 }));
      return wholeReply({ created: createdSeconds, data }, firstMs);
    }
    case "openai-speech":
      return { status: 200, headers: SOUND, pieces: [{ afterMs: firstMs, bytes: silence() }], breaksOff: false };
    case "openai-transcriptions": {
      const text = "This is a test transcript.";
      const segments = [{ id: 0, start: 0, end: 1, text, speaker: "A" }];
      return wholeReply({ text, language: "english", segments, task: "transcribe" }, firstMs);
    }
  }
}

const SOUND = { ...JSON_HEADERS, "content-type": "audio/wav" };

/** Vectors of models that are not told a length. */
const DIMENSIONS = 1_536;

/** What went upstream speaks OpenAI's dialect, also when its caller does not. */
function promptTokens({ body, countTokens }: SimulatedCall, service: ServiceName): number {
  return countTexts(SERVICES[service].texts(body), countTokens);
}

function embeddings(call: SimulatedCall): JsonObject {
  const { body } = call;
  const inputs = inputsOf(body.input);
  const dimensions = countIn(body.dimensions) ?? DIMENSIONS;
  const data = inputs.map((input, index) => {
    const vector = simulatedVector(input, dimensions);
    const embedding =
      body.encoding_format === "base64" ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector;
    return { object: "embedding", index, embedding };
  });
  const tokens = countTexts(inputs, call.countTokens);
  return { object: "list", data, model: body.model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

/** Texts, or lists of token numbers, each of which is one input. */
function inputsOf(input: unknown): string[] {
  const isOne = typeof input === "string" || (Array.isArray(input) && typeof input[0] === "number");
  const list = isOne || !Array.isArray(input) ? [input] : input;
  return list.map((one) => (typeof one === "string" ? one : JSON.stringify(one ?? "")));
}

function completions(call: SimulatedCall): SimulatedReply {
  const { body, stream, scenario, countTokens, createdSeconds } = call;
  const prompts = Math.max(
    1,
    Array.isArray(body.prompt) && typeof body.prompt[0] !== "number" ? body.prompt.length : 1,
  );
  const count = prompts * (countIn(body.n) ?? 1);
  const words = "This is a test answer.".match(/\S+\s*/g) ?? [];
  const text = words.join("");
  const prompt_tokens = promptTokens(call, "openai-completions");
  const completion_tokens = count * countTokens(text);
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  const head = { id: "cmpl-test", object: "text_completion", created: createdSeconds, model: body.model };
  const one = (index: number, piece: string, finish: string | null) => ({
    ...{ index, text: piece, logprobs: null },
    finish_reason: finish,
  });
  if (!stream) {
    const choices = Array.from({ length: count }, (_, index) => one(index, text, "stop"));
    return wholeReply({ ...head, choices, usage }, paceOf(scenario).firstMs);
  }
  const events: unknown[] = [];
  for (let index = 0; index < count; index += 1) {
    for (const word of words) events.push({ ...head, choices: [one(index, word, null)] });
    events.push({ ...head, choices: [one(index, "", "stop")] });
  }
  return streamedReply([...events, { ...head, choices: [], usage }, "[DONE]"], scenario);
}

/** Documents by how many words of the query they have. */
function ranking(call: SimulatedCall): JsonObject {
  const { body } = call;
  const words = new Set((textIn(body.query) ?? "").toLowerCase().split(/\W+/).filter(Boolean));
  const documents = Array.isArray(body.documents) ? body.documents : [];
  const scored = documents.map((document, index) => {
    const text = textIn(document) ?? textIn(objectIn(document).text) ?? "";
    const shared = new Set(
      text
        .toLowerCase()
        .split(/\W+/)
        .filter((word) => words.has(word)),
    );
    return { index, relevance_score: words.size === 0 ? 0 : shared.size / words.size };
  });
  const results = scored
    .toSorted((one, other) => other.relevance_score - one.relevance_score)
    .slice(0, countIn(body.top_n) ?? scored.length);
  const tokens = promptTokens(call, "rerank");
  return { id: "rerank-test", results, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

const CATEGORIES = ["harassment", "hate", "illicit", "self-harm", "sexual", "violence"];

function verdicts({ body }: SimulatedCall): JsonObject {
  const categories = Object.fromEntries(CATEGORIES.map((name) => [name, false]));
  const category_scores = Object.fromEntries(CATEGORIES.map((name) => [name, 0]));
  const results = inputsOf(body.input).map(() => ({ flagged: false, categories, category_scores }));
  return { id: "modr-test", model: body.model, results };
}
