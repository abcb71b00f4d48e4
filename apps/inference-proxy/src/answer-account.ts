import type { IncomingMessage, ServerResponse } from "node:http";
import type { KeyManagement } from "@tollgate/marketplace/access/manage-keys";
import { MarketplaceError } from "@tollgate/marketplace/errors";
import type { KeyRecord, TestKeyRecord } from "@tollgate/marketplace/snapshot/records";
import { creditsAnswer, generationAnswer, keyAnswer } from "./account-answers.ts";
import { type AccountDeed, type AccountMethod, type AccountRoute, MANAGED } from "./account-route.ts";
import { answerOnce } from "./answer-once.ts";
import type { AnswerRecord } from "./answer-record.ts";
import { authenticate, bearer } from "./authenticate.ts";
import { dropResponse, responseAnswer } from "./carry-on.ts";
import { exchangeAnswer } from "./exchange-answer.ts";
import { listModelsFor } from "./list-models.ts";
import { managedAnswer } from "./managed-answers.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { readBody } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { sendJson } from "./send.ts";
import { identify } from "./test-mode/identify.ts";
import { testGeneration } from "./test-mode/test-generation.ts";
import { toRefusal } from "./to-refusal.ts";
import { untilKnown } from "./until-known.ts";

interface AccountExchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly path: string;
  readonly query: string;
  /** When it was read already. */
  readonly body?: Buffer;
  /** Remembers the answer; only of a request with an idempotency key. */
  readonly record?: AnswerRecord;
}

/** No body of the account's has more than a few fields. */
const MAX_BODY_BYTES = 64 * 1024;
const NO_STORE = ["cache-control", "no-store"];

/**
 * Answers a path of the account: what the key of the request may see and, with a management key, change.
 * @throws Refusal for every answer that is an error of the catalogue.
 */
export async function answerAccount(
  proxy: ProxyContext,
  exchange: AccountExchange,
  route: AccountRoute,
): Promise<void> {
  const { req, res, path } = exchange;
  const deed = deedOf(route, req.method);
  if (deed === null) {
    const allowed = Object.keys(route.methods).join(", ");
    throw new Refusal("method_not_allowed", { details: { path, method: allowed }, headers: ["allow", allowed] });
  }
  if (deed === "code.exchange") return await answerExchange(proxy, exchange);
  if (deed === "generation") {
    const { test } = identify(proxy, { req, res });
    if (test !== null) return await answerTestGeneration(proxy, exchange, test);
  }
  const key = authenticate(proxy, req);
  if (MANAGED.has(deed) && key.kind !== "management")
    throw new Refusal("management_key_required", { details: { path } });
  const asked = { deed, key, named: route.named };
  const once = deed === "keys.create" ? req.headers["idempotency-key"] : undefined;
  if (once === undefined) return await answerNow(proxy, exchange, asked);
  const terms = { target: path, idempotencyKey: String(once), sealedFor: bearer(req) ?? "" };
  await answerOnce(proxy, { req, res, ...terms }, async (first) => {
    // Noted before it is made: a retry after this process has ended makes no second key.
    await first.record?.note(proxy.ids.next(proxy.nowMs()));
    await answerNow(proxy, { ...exchange, ...first }, asked);
  });
}

async function answerNow(proxy: ProxyContext, exchange: AccountExchange, asked: Asked): Promise<void> {
  try {
    const { status, body } = await answerOf(proxy, exchange, asked);
    sendJson(exchange.res, { status, body, headers: NO_STORE });
    exchange.record?.json(body.toString(), NO_STORE, status);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof MarketplaceError) throw toRefusal(error, { not_found: "key_not_found" });
    proxy.log.warn({ err: error }, "account data could not be read");
    throw new Refusal("account_unavailable", { headers: ["retry-after", "2"] });
  }
}

async function answerTestGeneration(
  proxy: ProxyContext,
  { res, query }: AccountExchange,
  test: TestKeyRecord,
): Promise<void> {
  try {
    const body = await testGeneration(proxy, test, new URLSearchParams(query).get("id"));
    sendJson(res, { status: 200, body, headers: NO_STORE });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    proxy.log.warn({ err: error }, "a test call could not be read");
    throw new Refusal("account_unavailable", { headers: ["retry-after", "2"] });
  }
}

async function answerExchange(proxy: ProxyContext, { req, res }: AccountExchange): Promise<void> {
  try {
    const body = await exchangeAnswer(proxy, req, await readBody({ req, res }, MAX_BODY_BYTES));
    sendJson(res, { status: 200, body, headers: NO_STORE });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (error instanceof MarketplaceError)
      throw toRefusal(error, { not_found: "invalid_auth_code", forbidden: "invalid_auth_code" });
    proxy.log.warn({ err: error }, "a code could not be exchanged");
    throw new Refusal("account_unavailable", { headers: ["retry-after", "2"] });
  }
}

function deedOf({ methods }: AccountRoute, method: string | undefined): AccountDeed | null {
  const asked = method === "HEAD" ? "GET" : method;
  return isAccountMethod(asked) ? (methods[asked] ?? null) : null;
}

function isAccountMethod(method: string | undefined): method is AccountMethod {
  return method === "GET" || method === "POST" || method === "PATCH" || method === "DELETE";
}

interface Asked {
  readonly deed: AccountDeed;
  readonly key: KeyRecord;
  readonly named: string;
}

async function answerOf(
  proxy: ProxyContext,
  exchange: AccountExchange,
  { deed, key, named }: Asked,
): Promise<{ status: number; body: string | Buffer }> {
  const asked = new URLSearchParams(exchange.query);
  switch (deed) {
    case "key":
      return { status: 200, body: await keyAnswer(proxy, key) };
    case "credits":
      return { status: 200, body: await creditsAnswer(proxy, key) };
    case "generation":
      return { status: 200, body: await generationAnswer(proxy, key, asked.get("id")) };
    case "models":
      return { status: 200, body: listModelsFor(proxy.desk.snapshot(), key, asked) };
    case "responses.get":
      return { status: 200, body: await responseAnswer(proxy, key, named) };
    case "responses.delete":
      return { status: 200, body: await dropResponse(proxy, key, named) };
    default: {
      requireOwnWorkspace(key, asked);
      const hasBody = deed === "keys.create" || deed === "keys.update";
      const body = hasBody ? await readBody(exchange, MAX_BODY_BYTES) : Buffer.alloc(0);
      const answer = await managedAnswer(await managementOf(proxy, key), { deed, named, query: asked, body });
      if (answer.secret !== undefined) await untilKnown(proxy, answer.secret);
      return answer;
    }
  }
}

/** A management key is of one workspace; what other services filter by beside it is refused rather than ignored. */
function requireOwnWorkspace(key: KeyRecord, asked: URLSearchParams): void {
  const workspace = asked.get("workspace_id");
  const param =
    workspace !== null && workspace !== key.workspaceId
      ? "workspace_id"
      : ["user_id", "group_by"].find((name) => asked.has(name));
  if (param === undefined) return;
  const message =
    param === "workspace_id"
      ? `This key manages the workspace ${key.workspaceId} only; leave workspace_id out.`
      : `${param} is not offered here; leave it out.`;
  throw new Refusal("invalid_request", { details: { message, param } });
}

/** The database has the last word on whether the key still manages anything. */
async function managementOf({ desk }: ProxyContext, key: KeyRecord): Promise<KeyManagement> {
  const keys = await desk.manageKeys(key.id);
  if (keys === null) throw new Refusal("api_key_revoked");
  return keys;
}
