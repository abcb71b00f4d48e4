import { type JsonObject, numberIn, objectIn, objectsIn, textIn } from "../json-fields.ts";

/** What is to be embedded, whatever API it came by. */
export interface EmbeddingAsk {
  readonly texts: readonly string[];
  readonly dimensions: number | null;
  /** What the vectors are for, in Gemini's words. */
  readonly task: string | null;
  /** What only an endpoint of the caller's own dialect can be told. */
  readonly beyond: readonly string[];
}

const OPENAI_KNOWN: ReadonlySet<string> = new Set(["model", "input", "dimensions", "encoding_format", "user"]);
const GEMINI_KNOWN: ReadonlySet<string> = new Set([
  "model",
  "content",
  "taskType",
  "task_type",
  "outputDimensionality",
  "output_dimensionality",
]);
/** Of Gemini's surface, beside the requests themselves; `stream` comes from the address. */
const GEMINI_OUTER: ReadonlySet<string> = new Set(["model", "requests", "stream"]);

/** @param ours members that are for this gateway only. */
export function readOpenAiAsk(body: JsonObject, ours: ReadonlySet<string>): EmbeddingAsk {
  const { input } = body;
  const inputs = Array.isArray(input) ? input : [input];
  const texts = inputs.filter((one) => typeof one === "string");
  const beyond = Object.keys(body).filter((name) => !OPENAI_KNOWN.has(name) && !ours.has(name));
  if (texts.length < inputs.length) beyond.push("input of token numbers");
  return { texts, dimensions: numberIn(body.dimensions), task: null, beyond };
}

/** Gemini's requests, one or a batch of them. */
export function geminiRequests(body: JsonObject): JsonObject[] {
  return Array.isArray(body.requests) ? objectsIn(body.requests) : [body];
}

export function readGeminiAsk(body: JsonObject, ours: ReadonlySet<string>): EmbeddingAsk {
  const requests = geminiRequests(body);
  const beyond = new Set<string>();
  const isBatch = Array.isArray(body.requests);
  if (isBatch) for (const name of Object.keys(body)) if (!GEMINI_OUTER.has(name) && !ours.has(name)) beyond.add(name);
  const texts = requests.map((request) => {
    for (const name of Object.keys(request))
      if (!GEMINI_KNOWN.has(name) && !ours.has(name) && (isBatch || !GEMINI_OUTER.has(name))) beyond.add(name);
    const parts = objectsIn(objectIn(request.content).parts);
    if (parts.some(({ text }) => typeof text !== "string")) beyond.add("content other than text");
    return parts.flatMap(({ text }) => textIn(text) ?? []).join("\n");
  });
  const [first] = requests;
  const of = (one: JsonObject | undefined) => ({
    dimensions: numberIn(one?.outputDimensionality ?? one?.output_dimensionality),
    task: textIn(one?.taskType ?? one?.task_type),
  });
  const same = requests.every((one) => JSON.stringify(of(one)) === JSON.stringify(of(first)));
  if (!same) beyond.add("requests that differ in taskType or outputDimensionality");
  return { texts, ...of(first), beyond: [...beyond] };
}
