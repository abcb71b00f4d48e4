import { hash, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { toGenerationId } from "@tollgate/gateway/call-id";
import { boundaryOf } from "@tollgate/gateway/multipart-form";
import type { AskedOnce, KeptAnswer } from "@tollgate/marketplace/inference/idempotency";
import type { KeyRecord } from "@tollgate/marketplace/snapshot/records";
import { AnswerRecord, running, unavailable } from "./answer-record.ts";
import type { Exchange } from "./exchange.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { openAnswer, type Seal, sealAnswer } from "./seal-answer.ts";
import { identify } from "./test-mode/identify.ts";

const compress = promisify(gzip);
const uncompress = promisify(gunzip);

const MAX_KEY_LENGTH = 255;

export interface OnceTerms {
  /** Path and query. */
  readonly target: string;
  readonly idempotencyKey: string;
  /** The caller's own key, of an answer with a secret in it: what is kept opens with that alone. */
  readonly sealedFor?: string;
}

/**
 * Answers a request that carries an idempotency key: the first one is answered as any other and its answer kept, the same request gets that
 * answer again. What is charged is charged by the first alone; a first that was charged nothing gives the key back.
 * @throws Refusal when the key is in use, was used for something else, or the answer cannot be sent again.
 */
export async function answerOnce(
  proxy: ProxyContext,
  exchange: Exchange & OnceTerms,
  answer: (exchange: Exchange) => Promise<void>,
): Promise<void> {
  const { idempotency } = proxy.desk;
  const { key } = identify(proxy, exchange);
  const body = await readBody(exchange, proxy.settings.maxBodyBytes);
  const asked = askedOnce(key, exchange, sameBytes(body, exchange.req.headers["content-type"]));
  const seal = exchange.sealedFor === undefined ? null : { secret: exchange.sealedFor, name: asked.name };
  const state = await idempotency.begin(asked).catch(() => {
    throw unavailable();
  });
  switch (state.kind) {
    case "begun":
      break;
    case "running":
      throw running();
    case "other":
      throw new Refusal("idempotency_key_reused");
    case "gone":
      throw exchange.sealedFor === undefined ? gone(state.callId) : new Refusal("idempotent_answer_gone", SECRET_GONE);
    case "stored":
      return await answerAgain(proxy, exchange, { asked, seal });
  }
  const record = new AnswerRecord(asked, { idempotency, maxBytes: proxy.settings.maxReplayBytes });
  try {
    await answer({ ...exchange, body, record });
  } catch (error) {
    // Whoever is refused was charged nothing. Of any other failure that is not known, and the key stays with its call.
    if (error instanceof Refusal) await giveBack(proxy, asked);
    throw error;
  }
  if (record.conclusion === "free") await giveBack(proxy, asked);
  else await store(proxy, { asked, seal }, record);
}

/** A form sent again has another boundary around the same parts; what is compared has none. */
function sameBytes(body: Buffer, contentType: string | undefined): Buffer {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return body;
  return Buffer.from(body.toString("latin1").replaceAll(boundary, ""), "latin1");
}

/** @throws Refusal for an idempotency key that is none. */
function askedOnce(
  key: KeyRecord,
  { target, idempotencyKey }: { readonly target: string; readonly idempotencyKey: string },
  body: Buffer,
): AskedOnce {
  if (idempotencyKey === "" || idempotencyKey.length > MAX_KEY_LENGTH)
    throw new Refusal("invalid_request", {
      details: { message: `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`, param: "Idempotency-Key" },
    });
  return {
    workspaceId: key.workspaceId,
    keyId: key.id,
    name: hash("sha256", idempotencyKey, "base64url"),
    asked: hash("sha256", `${target}\n${hash("sha256", body, "base64url")}`, "base64url"),
    owner: randomUUID(),
  };
}

interface Sealed {
  readonly asked: AskedOnce;
  readonly seal: Seal | null;
}

async function answerAgain(proxy: ProxyContext, { res }: Exchange, { asked, seal }: Sealed): Promise<void> {
  const kept = await proxy.desk.idempotency.read(asked).catch(() => {
    throw unavailable();
  });
  // Its day ended just now: the next request is a first one.
  if (kept === null) throw running();
  const bytes = await uncompress(seal === null ? kept.body : openAnswer(kept.body, seal));
  if (res.headersSent || res.destroyed) return;
  res.writeHead(kept.status, [...kept.headers, "idempotent-replayed", "true"]);
  res.end(bytes);
}

/** What fails here leaves the key with its call, which is then named instead of made again. */
async function store(proxy: ProxyContext, { asked, seal }: Sealed, record: AnswerRecord): Promise<void> {
  try {
    const answer = record.answer();
    const body = answer && (await compress(answer.bytes));
    const kept: KeptAnswer | null = answer &&
      body && {
        status: answer.status,
        headers: answer.headers,
        body: seal === null ? body : sealAnswer(body, seal),
      };
    await proxy.desk.idempotency.store(asked, kept);
  } catch (error) {
    proxy.log.warn({ err: error }, "an answer could not be kept for its idempotency key");
  }
}

async function giveBack(proxy: ProxyContext, asked: AskedOnce): Promise<void> {
  try {
    await proxy.desk.idempotency.giveBack(asked);
  } catch (error) {
    proxy.log.warn({ err: error }, "an idempotency key could not be given back");
  }
}

/** A key that was made, by a process that ended before it could say which. */
const SECRET_GONE = {
  details: {
    message:
      "A key was made for this Idempotency-Key and its secret cannot be shown again; find it at GET /v1/keys, delete it, and ask with another Idempotency-Key.",
  },
  headers: ["x-should-retry", "false"],
};

function gone(callId: string): Refusal {
  const generationId = toGenerationId(callId);
  return new Refusal("idempotent_answer_gone", {
    details: { generationId },
    metadata: { generation_id: generationId },
    // Official clients try a 409 again; this one stays as it is.
    headers: ["x-should-retry", "false"],
  });
}
