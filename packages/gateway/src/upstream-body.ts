import { withFetched } from "./conversation/linked-media.ts";
import { needsPassing, passableThinking } from "./conversation/signed-thinking.ts";
import type { DialectQuirks } from "./dialect-quirks.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { isRecord } from "./is-record.ts";
import type { JsonObject } from "./json-fields.ts";
import { type JsonMember, toByteText, topLevelMembers } from "./json-members.ts";
import { withFetchedParts } from "./openai-chat/fetched-parts.ts";
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
  let limited = false;
  for (const member of request.members) {
    if (OURS.has(member.key)) {
      changed = true;
      continue;
    }
    if (member.key === "max_tokens" || member.key === "max_completion_tokens")
      limited = limited || request.body[member.key] !== null;
    const value = replacementFor(member, request, needs);
    if (value !== null) changed = true;
    parts.push(value === null ? source(request, member) : `${quoteKey(request, member)}${value}`);
  }
  if (!("model" in request.body)) parts.push(`"model":${toByteText(JSON.stringify(needs.model))}`);
  if (!limited) parts.push(`"${needs.quirks.maxTokensField}":${needs.maxOutputTokens}`);
  if (request.stream && needs.quirks.streamOptions && !("stream_options" in request.body))
    parts.push('"stream_options":{"include_usage":true}');
  if (!changed && parts.length === request.members.length) return request.bytes;
  return Buffer.from(`{${parts.join(",")}}`, "latin1");
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
