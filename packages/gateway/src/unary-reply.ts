import { hasPictures, readCarried, scanCarried } from "./delta-scan.ts";
import { readErrorObject, type UpstreamErrorObject } from "./error-object.ts";
import { fromByteText, type JsonMember, topLevelMembers } from "./json-members.ts";
import { identityMembers, type ReplyIdentity } from "./reply-identity.ts";

/** A whole reply, looked at only as far as metering and splicing need. */
export interface UnaryCompletion {
  readonly kind: "completion";
  readonly bytes: string;
  readonly members: readonly JsonMember[];
  /** The parsed usage object, or `undefined`. */
  readonly usage: unknown;
  readonly hasContent: boolean;
  readonly finishReason: string | null;
  /** Generated text, JSON-escaped byte text; for estimates. */
  readonly outputText: string;
  readonly pictures: number;
}

export type UnaryReply =
  | UnaryCompletion
  | { readonly kind: "error"; readonly error: UpstreamErrorObject }
  | { readonly kind: "unreadable" };

/** Reads a unary reply. @param bytes UTF-8, one character per byte. */
export function readUnaryReply(bytes: string): UnaryReply {
  const members = topLevelMembers(bytes);
  if (members === null) return { kind: "unreadable" };
  const choices = find(members, "choices");
  if (!choices) {
    const error = find(members, "error");
    if (!error) return { kind: "unreadable" };
    return { kind: "error", error: readErrorObject(parse(bytes, error)) };
  }
  const usage = find(members, "usage");
  const area = bytes.slice(choices.valueStart, choices.valueEnd);
  const compact = scanCarried(area, false);
  const carried =
    compact.content && compact.finishReason !== null && !hasPictures(area)
      ? compact
      : readCarried(parse(bytes, choices));
  return {
    kind: "completion",
    bytes,
    members,
    usage: usage ? parse(bytes, usage) : undefined,
    hasContent: carried.content,
    finishReason: carried.finishReason,
    outputText: carried.text,
    pictures: carried.pictures,
  };
}

/**
 * The reply for the caller: `id`, `model` and `usage` replaced, `provider` and a missing `system_fingerprint` added, everything else byte for byte.
 * @param usage JSON of the usage object to show.
 */
export function writeUnaryReply(reply: UnaryCompletion, identity: ReplyIdentity, usage: string): string {
  const ours = identityMembers(identity);
  const { bytes, members } = reply;
  let out = `{${ours.id},${ours.model}`;
  for (const member of members) {
    if (member.key === "id" || member.key === "model" || member.key === "usage" || member.key === "provider") continue;
    out += `,${bytes.slice(member.keyStart, member.valueEnd)}`;
  }
  // OpenRouter's own package takes a completion for none without it; few vendors but OpenAI send one.
  if (!find(members, "system_fingerprint")) out += ',"system_fingerprint":null';
  return `${out},"usage":${usage}}`;
}

function find(members: readonly JsonMember[], key: string): JsonMember | undefined {
  return members.find((member) => member.key === key);
}

function parse(bytes: string, member: JsonMember): unknown {
  try {
    return JSON.parse(fromByteText(bytes.slice(member.valueStart, member.valueEnd)));
  } catch {
    return undefined;
  }
}
