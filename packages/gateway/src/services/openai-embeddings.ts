import { readErrorObject } from "../error-object.ts";
import { isRecord } from "../is-record.ts";
import { type JsonObject, parseByteText, textIn } from "../json-fields.ts";
import { toByteText } from "../json-members.ts";
import { InvalidParam } from "../read-preferences.ts";
import { spliceBody } from "../splice-body.ts";
import { OURS } from "../upstream-needs.ts";
import { EMBEDDING_DIALECTS } from "./embedding-dialects.ts";
import { readOpenAiAsk } from "./embedding-texts.ts";
import { passReply } from "./pass-reply.ts";
import { OPENAI_DIALECTS, openAiError, type ReadServiceReply, type Service, type UpstreamReply } from "./service.ts";
import { tokenNumbers } from "./token-numbers.ts";

/** OpenAI's limit, and more than any other vendor's. */
const MAX_INPUTS = 2048;

/** Source: https://platform.openai.com/docs/api-reference/embeddings/create */
export const openAiEmbeddings: Service = {
  name: "embeddings",
  kind: "embedding",
  streams: false,
  piece: null,
  tokenPrices: ["input"],
  understand(body, bytes) {
    const inputs = countInputs(body.input);
    checkFormat(body.encoding_format);
    return { inputTokensBound: bytes, inputs, maxOutputTokens: 0, choices: 1, unitsBound: {} };
  },
  path: (dialect, model) => EMBEDDING_DIALECTS[dialect]?.path(model) ?? null,
  lacking(body, dialect) {
    if (OPENAI_DIALECTS.has(dialect)) return [];
    const ask = readOpenAiAsk(body, OURS);
    return [...ask.beyond, ...(EMBEDDING_DIALECTS[dialect]?.lacking(ask) ?? [])];
  },
  write(request, { model, dialect }) {
    const target = EMBEDDING_DIALECTS[dialect];
    if (target === undefined || OPENAI_DIALECTS.has(dialect))
      return spliceBody(request, new Map([["model", JSON.stringify(model)]]));
    return Buffer.from(JSON.stringify(target.write(readOpenAiAsk(request.body, OURS), model)));
  },
  read: ({ body }, reply) =>
    OPENAI_DIALECTS.has(reply.dialect) ? passReply(reply.bytes, "data") : translated(body, reply),
  texts: ({ input }) => (Array.isArray(input) ? input : [input]).filter((one) => typeof one === "string"),
  // Whoever sends numbers instead of texts has counted already.
  estimate: ({ input }) => ({ input: tokenNumbers(input) }),
  error: openAiError,
};

function countInputs(input: unknown): number {
  const isNumbers = Array.isArray(input) && input.length > 0 && input.every((one) => typeof one === "number");
  if (isNumbers || (typeof input === "string" && input !== "")) return 1;
  const isList = Array.isArray(input) && input.length > 0 && input.every(isInput);
  if (!isList) throw new InvalidParam("input", "`input` must be a text, or a non-empty array of texts or of tokens.");
  if (input.length > MAX_INPUTS)
    throw new InvalidParam(
      "input",
      `\`input\` must have at most ${MAX_INPUTS} texts; send the others in another call.`,
    );
  return input.length;
}

function isInput(one: unknown): boolean {
  if (typeof one === "string") return one !== "";
  return Array.isArray(one) && one.length > 0 && one.every((token) => Number.isSafeInteger(token));
}

function checkFormat(format: unknown): void {
  if (format === undefined || format === null || format === "float" || format === "base64") return;
  throw new InvalidParam("encoding_format", "`encoding_format` must be float or base64.");
}

/** Vectors of another dialect, in OpenAI's shape and the encoding the caller asked for. */
function translated(asked: JsonObject, { dialect, bytes }: UpstreamReply): ReadServiceReply {
  const body = parseByteText(bytes);
  const source = EMBEDDING_DIALECTS[dialect];
  if (!isRecord(body) || source === undefined) return { kind: "unreadable" };
  const { vectors, reported } = source.read(body);
  if (vectors.length === 0) {
    if (body.error === undefined) return { kind: "unreadable" };
    return { kind: "error", error: readErrorObject(body.error) };
  }
  const encode = textIn(asked.encoding_format) === "base64" ? base64 : (vector: readonly number[]) => vector;
  return {
    kind: "completion",
    usage: reported && { prompt_tokens: reported.promptTokens, total_tokens: reported.promptTokens },
    reported,
    counted: {},
    hasContent: true,
    finishReason: null,
    outputText: "",
    write({ generationId: id, provider, model }, usage) {
      const data = vectors.map((vector, index) => ({ object: "embedding", index, embedding: encode(vector) }));
      const text = JSON.stringify({ id, provider, model, object: "list", data });
      return `${toByteText(text.slice(0, -1))},"usage":${usage}}`;
    },
  };
}

/** Little-endian 32-bit floats, as OpenAI's clients unpack them. */
function base64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, index * 4);
  });
  return bytes.toString("base64");
}
