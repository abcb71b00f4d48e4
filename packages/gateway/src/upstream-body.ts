import { withFetched } from "./conversation/linked-media.ts";
import { needsPassing, passableThinking } from "./conversation/signed-thinking.ts";
import { type DialectQuirks, maxTokensField } from "./dialect-quirks.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { isRecord } from "./is-record.ts";
import type { JsonObject } from "./json-fields.ts";
import { type JsonMember, toByteText, topLevelMembers } from "./json-members.ts";
import { withFetchedParts } from "./openai-chat/fetched-parts.ts";
import { type FittedMembers, fitMembers } from "./openai-chat/fit-members.ts";
import { passBody } from "./pass-body.ts";
import { isService, SERVICES } from "./services/services.ts";
import { conversationOf } from "./surfaces.ts";
import { OURS, type UpstreamNeeds } from "./upstream-needs.ts";
import { writeUpstream } from "./write-upstream.ts";

/**
 * The bytes to send upstream: the caller's own, with the few members replaced, added or taken out that must differ. When none must,
 * the caller's buffer itself.
 */
export function upstreamBody(asked: InferenceRequest, needs: UpstreamNeeds): Buffer {
  const { surface, body, stream } = asked;
  const { model, maxOutputTokens, quirks, medias } = needs;
  if (isService(surface)) return SERVICES[surface].write(asked, { model, dialect: quirks.name, maxOutputTokens });
  if (surface !== quirks.name) {
    const asIs = conversationOf(surface, body);
    const conversation = medias === undefined ? asIs : withFetched(asIs, medias);
    const written = writeUpstream(conversation, { model, maxOutputTokens, stream }, quirks);
    return Buffer.from(JSON.stringify(written));
  }
  const passable = needsPassing(asked.text) ? withPassableThinking(asked, quirks.name) : asked;
  const request = medias === undefined ? passable : withBody(passable, withFetchedParts(passable.body, medias));
  return surface === "openai-chat" ? chatBody(request, needs) : passBody(request, needs);
}

/** A request of before, when another vendor's model answered, written anew without what only that one may see. */
function withPassableThinking(request: InferenceRequest, dialect: DialectQuirks["name"]): InferenceRequest {
  const body = passableThinking(request.body, dialect);
  return isRecord(body) ? withBody(request, body) : request;
}

function withBody(request: InferenceRequest, body: JsonObject): InferenceRequest {
  const bytes = Buffer.from(JSON.stringify(body));
  const text = bytes.toString("latin1");
  return { ...request, body, bytes, text, members: topLevelMembers(text) ?? [] };
}

function chatBody(request: InferenceRequest, needs: UpstreamNeeds): Buffer {
  const parts: string[] = [];
  let changed = false;
  const fitted = fitMembers(needs.model, request.body);
  const limit = maxTokensField(needs.quirks, needs.model);
  for (const member of request.members) {
    if (isTakenOut(member.key, fitted, limit)) {
      changed = true;
      continue;
    }
    const value = fitted.replaced.get(member.key) ?? replacementFor(member, request, needs);
    if (value !== null) changed = true;
    parts.push(value === null ? source(request, member) : `${quoteKey(request, member)}${value}`);
  }
  parts.push(...addedMembers(request, needs, { fitted, limit }));
  if (!changed && parts.length === request.members.length) return request.bytes;
  return Buffer.from(`{${parts.join(",")}}`, "latin1");
}

/** What an endpoint has to be told and the caller did not say, or said in another word. */
function addedMembers(
  { body, stream }: InferenceRequest,
  { model, maxOutputTokens, quirks }: UpstreamNeeds,
  { fitted, limit }: { readonly fitted: FittedMembers; readonly limit: DialectQuirks["maxTokensField"] },
): string[] {
  const parts: string[] = [];
  for (const [key, value] of fitted.replaced)
    if (value !== null && !(key in body)) parts.push(`"${key}":${toByteText(value)}`);
  if (!("model" in body)) parts.push(`"model":${toByteText(JSON.stringify(model))}`);
  const newer = body.max_completion_tokens ?? null;
  const isLimited = newer !== null || (limit === "max_tokens" && (body.max_tokens ?? null) !== null);
  if (!isLimited) parts.push(`"${limit}":${maxOutputTokens}`);
  if (stream && quirks.streamOptions && !("stream_options" in body))
    parts.push('"stream_options":{"include_usage":true}');
  return parts;
}

/** What is for this gateway alone, what the model refuses, and the older word for the limit where only the newer is known. */
function isTakenOut(key: string, { replaced }: FittedMembers, limit: DialectQuirks["maxTokensField"]): boolean {
  return OURS.has(key) || replaced.get(key) === null || (key === "max_tokens" && limit !== key);
}

function source(request: InferenceRequest, member: JsonMember): string {
  return request.text.slice(member.keyStart, member.valueEnd);
}

function quoteKey(request: InferenceRequest, member: JsonMember): string {
  return request.text.slice(member.keyStart, member.valueStart);
}

/** The JSON text a member must have instead, or `null` when it may stay. */
function replacementFor(member: JsonMember, request: InferenceRequest, needs: UpstreamNeeds): string | null {
  const value = request.body[member.key];
  switch (member.key) {
    case "model":
      return value === needs.model ? null : toByteText(JSON.stringify(needs.model));
    case "max_tokens":
    case "max_completion_tokens":
      return typeof value === "number" && value > needs.maxOutputTokens ? String(needs.maxOutputTokens) : null;
    case "stream_options":
      return streamOptions(value, request, needs.quirks);
    default:
      return null;
  }
}

function streamOptions(value: unknown, request: InferenceRequest, quirks: DialectQuirks): string | null {
  if (!request.stream || !quirks.streamOptions) return value === null ? null : "null";
  if (isRecord(value) && value.include_usage === true) return null;
  return toByteText(JSON.stringify({ ...(isRecord(value) ? value : {}), include_usage: true }));
}
