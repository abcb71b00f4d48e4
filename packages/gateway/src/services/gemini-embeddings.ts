import { encodeModel } from "../encode-model.ts";
import { readErrorObject } from "../error-object.ts";
import { writeGeminiError } from "../gemini/write-error.ts";
import { isRecord } from "../is-record.ts";
import { type JsonObject, objectIn, objectsIn, parseByteText } from "../json-fields.ts";
import { toByteText, topLevelMembers } from "../json-members.ts";
import { InvalidParam } from "../read-preferences.ts";
import { identityMembers } from "../reply-identity.ts";
import { spliceBody } from "../splice-body.ts";
import { OURS } from "../upstream-needs.ts";
import type { ReportedUsage } from "../usage-units.ts";
import { EMBEDDING_DIALECTS, readGeminiEmbedUsage } from "./embedding-dialects.ts";
import { geminiRequests, readGeminiAsk } from "./embedding-texts.ts";
import { ReplyMembers } from "./pass-reply.ts";
import type { ReadServiceReply, Service, ServiceReply, UpstreamReply } from "./service.ts";

/** Google's limit. */
const MAX_REQUESTS = 100;

/** `embedContent` and `batchEmbedContents`. Source: https://ai.google.dev/api/embeddings */
export const geminiEmbeddings: Service = {
  name: "embeddings",
  kind: "embedding",
  streams: false,
  piece: null,
  tokenPrices: ["input"],
  understand(body, bytes) {
    const requests = geminiRequests(body);
    const isComplete = (one: JsonObject) => objectsIn(objectIn(one.content).parts).length > 0;
    if (requests.length === 0 || !requests.every(isComplete))
      throw new InvalidParam("content", "`content` must have `parts`, at least one of them, in each request.");
    if (requests.length > MAX_REQUESTS)
      throw new InvalidParam(
        "requests",
        `\`requests\` must be at most ${MAX_REQUESTS}; send the others in another call.`,
      );
    return { inputTokensBound: bytes, inputs: requests.length, maxOutputTokens: 0, choices: 1, unitsBound: {} };
  },
  path(dialect, model, body) {
    if (dialect !== "gemini-generate") return EMBEDDING_DIALECTS[dialect]?.path(model) ?? null;
    return `/models/${encodeModel(model)}:${isBatch(body) ? "batchEmbedContents" : "embedContent"}`;
  },
  lacking(body, dialect) {
    if (dialect === "gemini-generate") return [];
    const ask = readGeminiAsk(body, OURS);
    return [...ask.beyond, ...(EMBEDDING_DIALECTS[dialect]?.lacking(ask) ?? [])];
  },
  write(request, { model, dialect }) {
    const target = EMBEDDING_DIALECTS[dialect];
    if (target !== undefined && dialect !== "gemini-generate")
      return Buffer.from(JSON.stringify(target.write(readGeminiAsk(request.body, OURS), model)));
    const named = { model: `models/${model}` };
    const requests = isBatch(request.body) && geminiRequests(request.body).map((one) => ({ ...one, ...named }));
    const inner: [string, string | null] = requests ? ["requests", JSON.stringify(requests)] : ["requests", null];
    return spliceBody(
      request,
      new Map([["model", requests ? null : JSON.stringify(named.model)], ["stream", null], inner]),
    );
  },
  read: ({ body }, reply) => (reply.dialect === "gemini-generate" ? passed(reply.bytes) : translated(body, reply)),
  texts: (body) => [...readGeminiAsk(body, OURS).texts],
  estimate: () => ({}),
  error: writeGeminiError,
};

const isBatch = (body: JsonObject) => Array.isArray(body.requests);

const GEMINI_NAMES: ReadonlySet<string> = new Set(["usageMetadata", "modelVersion", "responseId", "provider"]);

function passed(bytes: string): ReadServiceReply {
  const found = topLevelMembers(bytes);
  if (found === null) return { kind: "unreadable" };
  const members = new ReplyMembers(bytes, found);
  const one = members.source("embedding");
  if (one === null && members.source("embeddings") === null) {
    const error = members.read("error");
    return error === undefined ? { kind: "unreadable" } : { kind: "error", error: readErrorObject(error) };
  }
  const usage = members.read("usageMetadata");
  return {
    ...metered(usage, readGeminiEmbedUsage({ usageMetadata: usage })),
    hasContent: one !== null || members.has("embeddings"),
    write(head, shown) {
      const { model } = identityMembers(head);
      const named = `"modelVersion"${model.slice('"model"'.length)}`;
      const provider = `"provider":${toByteText(JSON.stringify(head.provider))}`;
      const ours = [`"responseId":"${head.generationId}"`, named, provider, `"usageMetadata":${shown}`];
      return members.rewritten(ours, GEMINI_NAMES);
    },
  };
}

function translated(asked: JsonObject, { dialect, bytes }: UpstreamReply): ReadServiceReply {
  const body = parseByteText(bytes);
  const source = EMBEDDING_DIALECTS[dialect];
  if (!isRecord(body) || source === undefined) return { kind: "unreadable" };
  const { vectors, reported } = source.read(body);
  if (vectors.length === 0)
    return body.error === undefined ? { kind: "unreadable" } : { kind: "error", error: readErrorObject(body.error) };
  const all = vectors.map((values) => ({ values }));
  return {
    ...metered(reported && { promptTokenCount: reported.promptTokens }, reported),
    hasContent: true,
    write({ generationId: responseId, provider, model: modelVersion }, shown) {
      const content = isBatch(asked) ? { embeddings: all } : { embedding: all[0] };
      const text = JSON.stringify({ ...content, responseId, modelVersion, provider });
      return `${toByteText(text.slice(0, -1))},"usageMetadata":${shown}}`;
    },
  };
}

function metered(usage: unknown, reported: ReportedUsage | null): Omit<ServiceReply, "write" | "hasContent"> {
  return { kind: "completion", usage, reported, counted: {}, finishReason: null, outputText: "" };
}
