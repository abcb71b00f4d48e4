import type { DialectQuirks } from "./dialect-quirks.ts";
import { isRecord } from "./is-record.ts";
import { parseByteText } from "./json-fields.ts";
import type { ModelKind } from "./model-kind.ts";
import { formField, writeForm } from "./multipart-form.ts";
import { isAnswer, oneTokenCall } from "./one-token-call.ts";
import { readServiceRequest } from "./services/read-service-request.ts";
import { SERVICES, type ServiceName } from "./services/services.ts";
import { credentialHeaders } from "./upstream-call.ts";

/** A call to see whether an endpoint answers. */
export interface SmallestCall {
  readonly path: string;
  /** Flat, with the credential and the content type. */
  readonly headers: readonly string[];
  readonly body: string | Buffer;
}

export interface SmallestCallInput {
  readonly kind: ModelKind;
  readonly quirks: DialectQuirks;
  /** The model's name at the endpoint. */
  readonly model: string;
  readonly credential: string | null;
}

type ServiceKind = Exclude<ModelKind, "chat">;

/** What each kind is asked, and by which of its services. */
const QUESTIONS: Readonly<Record<ServiceKind, { readonly surface: ServiceName; readonly body: object }>> = {
  embedding: { surface: "openai-embeddings", body: { input: "Hi" } },
  rerank: { surface: "rerank", body: { query: "Hi", documents: ["Hi"] } },
  moderation: { surface: "openai-moderations", body: { input: "Hi" } },
  image: { surface: "openai-images", body: { prompt: "A dot" } },
  speech: { surface: "openai-speech", body: { input: "Hi", voice: "alloy" } },
  transcription: { surface: "openai-transcriptions", body: {} },
};

/** Kinds whose smallest answer costs more than a fraction of a cent: they are asked when an endpoint is registered, not every minute. */
export const COSTLY_KINDS: ReadonlySet<ModelKind> = new Set(["image", "speech", "transcription"]);

/** The smallest question a model of a kind can be asked; `null` when endpoints of the dialect cannot be asked for it. */
export function smallestCall({ kind, quirks, model, credential }: SmallestCallInput): SmallestCall | null {
  const headers = credentialHeaders(quirks, credential);
  if (kind === "chat") {
    const { path, body } = oneTokenCall(quirks, { model, credential });
    return { path, headers: ["content-type", "application/json", ...headers], body };
  }
  const { surface, body } = QUESTIONS[kind];
  const service = SERVICES[surface];
  const path = service.path(quirks.name, model, { ...body });
  if (path === null) return null;
  const asked = question(kind);
  const read = readServiceRequest(surface, asked.bytes, { address: null, contentType: asked.contentType });
  if (read.kind !== "request") throw new TypeError(read.message);
  const needs = { model, dialect: quirks.name, maxOutputTokens: 1 };
  return { path, headers: ["content-type", asked.contentType, ...headers], body: service.write(read.request, needs) };
}

/** Whether what came back is an answer to it. @param bytes one character per byte. */
export function answersSmallestCall(
  { kind, quirks }: Pick<SmallestCallInput, "kind" | "quirks">,
  { bytes, contentType }: { readonly bytes: string; readonly contentType: string | null },
): boolean {
  if (kind === "chat") {
    const body = parseByteText(bytes);
    return isRecord(body) && isAnswer(quirks.name, body);
  }
  const { surface, body } = QUESTIONS[kind];
  const reply = SERVICES[surface].read({ surface, body: { ...body } }, { dialect: quirks.name, bytes, contentType });
  return reply.kind === "completion" && reply.hasContent;
}

const BOUNDARY = "tollgate-smallest-call";

function question(kind: ServiceKind): { readonly bytes: Buffer; readonly contentType: string } {
  if (kind !== "transcription") {
    const body = { model: "any", ...QUESTIONS[kind].body };
    return { bytes: Buffer.from(JSON.stringify(body)), contentType: "application/json" };
  }
  const contentType = `multipart/form-data; boundary=${BOUNDARY}`;
  const headers = 'Content-Disposition: form-data; name="file"; filename="silence.wav"\r\nContent-Type: audio/wav';
  const file = { name: "file", fileName: "silence.wav", headers, content: silence() };
  const form = { contentType, boundary: BOUNDARY, parts: [] };
  return { bytes: writeForm(form, [formField("model", "any"), file]), contentType };
}

/** A second of nothing, as WAV: one byte a sample, 8,000 of them. */
function silence(): Buffer {
  const rate = 8_000;
  const bytes = Buffer.alloc(44 + rate, 0x80);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + rate, 4);
  bytes.write("WAVEfmt ", 8);
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate],
    [40, rate],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write("data", 36);
  return bytes;
}
