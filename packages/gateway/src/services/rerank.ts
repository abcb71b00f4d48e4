import { isRecord } from "../is-record.ts";
import { type JsonObject, numberIn, objectsIn, parseByteText, present, textIn } from "../json-fields.ts";
import { toByteText } from "../json-members.ts";
import { InvalidParam } from "../read-preferences.ts";
import { spliceBody } from "../splice-body.ts";
import { OURS } from "../upstream-needs.ts";
import { passReply } from "./pass-reply.ts";
import { openAiError, openAiPath, type ReadServiceReply, type Service } from "./service.ts";

/** Cohere's limit. */
const MAX_DOCUMENTS = 10_000;
/** What a vendor bills as one search. Source: https://docs.cohere.com/docs/rerank */
const DOCUMENTS_PER_SEARCH = 100;
/** A longer document is split at the vendor and counts as several; a token has at least one byte. */
const TOKENS_PER_DOCUMENT = 500;

/** Cohere's own API cannot be told these: what it leaves out of its answers is put back here. */
const COHERE_KNOWN: ReadonlySet<string> = new Set([
  "model",
  "query",
  "documents",
  "top_n",
  "return_documents",
  "max_tokens_per_doc",
]);

/** Documents by how well they answer a query, in the shape that Cohere, Jina, Voyage and vLLM share. Source: https://docs.cohere.com/reference/rerank */
export const rerank: Service = {
  name: "rerank",
  kind: "rerank",
  streams: false,
  piece: "search",
  tokenPrices: ["input"],
  understand(body, bytes) {
    const documents = documentsOf(body);
    const query = Buffer.byteLength(textIn(body.query) ?? "");
    return {
      // Vendors that bill by token read the query once for every document.
      inputTokensBound: bytes + query * documents.length,
      inputs: documents.length,
      maxOutputTokens: 0,
      choices: 1,
      unitsBound: { search: mostSearches(documents, query) },
    };
  },
  path: (dialect, model, body) => (dialect === "cohere-chat" ? "/rerank" : openAiPath("/rerank")(dialect, model, body)),
  lacking: (body, dialect) =>
    dialect === "cohere-chat" ? Object.keys(body).filter((name) => !COHERE_KNOWN.has(name) && !OURS.has(name)) : [],
  write(request, { model, dialect }) {
    if (dialect !== "cohere-chat") return spliceBody(request, new Map([["model", JSON.stringify(model)]]));
    const { query, top_n, max_tokens_per_doc } = request.body;
    const documents = documentsOf(request.body);
    return Buffer.from(JSON.stringify(present({ model, query, documents, top_n, max_tokens_per_doc })));
  },
  read({ body }, { bytes }) {
    const reply = passReply(bytes, "results");
    return body.return_documents === true ? withDocuments(reply, body) : reply;
  },
  texts(body) {
    const query = textIn(body.query) ?? "";
    return documentsOf(body).map((document) => `${query}\n${document}`);
  },
  estimate: (body) => ({ search: Math.ceil(documentsOf(body).length / DOCUMENTS_PER_SEARCH) }),
  error: openAiError,
};

/** The documents as texts. @throws InvalidParam */
function documentsOf({ query, documents }: JsonObject): string[] {
  if (typeof query !== "string" || query === "") throw new InvalidParam("query", "`query` must be a non-empty text.");
  const given = Array.isArray(documents) ? documents : [];
  const texts = given.map((one) => textIn(isRecord(one) ? one.text : one));
  const known = texts.filter((text) => text !== null);
  if (known.length === 0 || known.length < given.length)
    throw new InvalidParam("documents", "`documents` must be a non-empty array of texts, or of objects with a `text`.");
  if (known.length > MAX_DOCUMENTS)
    throw new InvalidParam(
      "documents",
      `\`documents\` must be at most ${MAX_DOCUMENTS}; send the others in another call.`,
    );
  return known;
}

function mostSearches(documents: readonly string[], queryBytes: number): number {
  const pieces = documents.reduce(
    (sum, text) => sum + Math.max(1, Math.ceil((Buffer.byteLength(text) + queryBytes) / TOKENS_PER_DOCUMENT)),
    0,
  );
  return Math.ceil(pieces / DOCUMENTS_PER_SEARCH);
}

/** Some vendors name documents by their place only; callers who asked for their words get them. */
function withDocuments(reply: ReadServiceReply, asked: JsonObject): ReadServiceReply {
  if (reply.kind !== "completion") return reply;
  const texts = documentsOf(asked);
  return {
    ...reply,
    write(head, usage) {
      const body = parseByteText(reply.write(head, usage));
      const results = objectsIn(isRecord(body) ? body.results : null).map((result) => {
        const place = numberIn(result.index);
        return { document: { text: place === null ? "" : (texts[place] ?? "") }, ...result };
      });
      const { usage: _shown, ...rest } = isRecord(body) ? body : {};
      return `${toByteText(JSON.stringify({ ...rest, results }).slice(0, -1))},"usage":${usage}}`;
    },
  };
}
