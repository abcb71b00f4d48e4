import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import { isRecord } from "@tollgate/gateway/is-record";
import { parseJson } from "@tollgate/gateway/json-fields";
import { inputItems, keptResponse } from "@tollgate/gateway/openai-responses/kept-response";
import type { KeptResponse, ResponsePlace } from "@tollgate/marketplace/inference/kept-responses";
import type { KeyRecord } from "@tollgate/marketplace/snapshot/records";
import type { InferenceCall } from "./inference-call.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { Refusal } from "./refusal.ts";

/** A body of Responses with what came before in it. */
export interface CarriedOn {
  readonly bytes: Buffer;
  readonly previousResponseId?: string;
}

/**
 * Puts the conversation that `previous_response_id` names before a request's input: from there on it is a request like any other, and no endpoint
 * has to know. Requests that name none pay a search of their bytes.
 * @throws Refusal when no such response is kept for the key, or nobody can say.
 */
export async function carryOn(proxy: ProxyContext, key: KeyRecord, bytes: Buffer): Promise<CarriedOn> {
  if (!bytes.includes('"previous_response_id"')) return { bytes };
  const body = parseJson(bytes.toString("utf8"));
  if (!isRecord(body)) return { bytes };
  const { previous_response_id: id, ...rest } = body;
  if (id === undefined || id === null) return { bytes };
  if (typeof id !== "string")
    throw new Refusal("invalid_request", {
      details: { message: "`previous_response_id` must be the id of a response.", param: "previous_response_id" },
    });
  const { items } = await readResponse(proxy, key, id);
  const input = [...items, ...inputItems(rest.input)];
  return { bytes: Buffer.from(JSON.stringify({ ...rest, input })), previousResponseId: id };
}

/** @throws Refusal when no such response is kept for the key. */
export async function readResponse(proxy: ProxyContext, key: KeyRecord, id: string): Promise<KeptResponse> {
  const kept = await asked(proxy, () => proxy.desk.responses.read(placeOf(key, id)));
  if (kept === null) throw new Refusal("response_not_found", { metadata: { response_id: id } });
  return kept;
}

/** Body of `GET /v1/responses/{id}`. */
export async function responseAnswer(proxy: ProxyContext, key: KeyRecord, id: string): Promise<string> {
  return JSON.stringify((await readResponse(proxy, key, id)).response);
}

/** Body of `DELETE /v1/responses/{id}`. */
export async function dropResponse(proxy: ProxyContext, key: KeyRecord, id: string): Promise<string> {
  const dropped = await asked(proxy, () => proxy.desk.responses.drop(placeOf(key, id)));
  if (!dropped) throw new Refusal("response_not_found", { metadata: { response_id: id } });
  return JSON.stringify({ id, object: "response", deleted: true });
}

async function asked<T>(proxy: ProxyContext, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    proxy.log.warn({ err: error }, "a kept response could not be read");
    throw new Refusal("temporarily_unavailable", { headers: ["retry-after", "2"] });
  }
}

function placeOf(key: KeyRecord, id: string): ResponsePlace {
  if (key.kind !== "inference") throw new Refusal("wrong_key_kind");
  return { workspaceId: key.workspaceId, grantId: key.grant?.id ?? null, id };
}

/** Whether the response is to be kept: only where its request says so, and its workspace does not want that nothing is. */
export function isKept({ surface, body, preferences }: InferenceRequest): boolean {
  return surface === "openai-responses" && body.store === true && preferences.dataPolicy !== "zero_retention";
}

/** Keeps what a call was answered, before its caller has the end of it and may carry it on. @param bytes one character per byte. */
export async function keepResponse(call: InferenceCall, bytes: string): Promise<void> {
  const { proxy, request, admission, generationId } = call;
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  const kept = keptResponse({ body: request.body, stream: request.stream, text });
  if (kept === null) return;
  try {
    const { response, items } = kept;
    const place = placeOf(admission.key, generationId);
    if (!(await proxy.desk.responses.store(place, { response, items: [...items] }, proxy.nowMs())))
      proxy.log.info({ call: admission.callId }, "a response is too large to be kept");
  } catch (error) {
    proxy.log.warn({ err: error }, "a response could not be kept");
  }
}
