import { readErrorObject } from "../error-object.ts";
import { parseByteText } from "../json-fields.ts";
import { type JsonMember, topLevelMembers } from "../json-members.ts";
import { identityMembers } from "../reply-identity.ts";
import { readServiceUsage } from "../service-usage.ts";
import type { ReadServiceReply, ServiceReply } from "./service.ts";

/** Members of a reply, each parsed only when asked for: vectors and pictures are megabytes that pass unread. */
export class ReplyMembers {
  readonly #bytes: string;
  readonly #members: readonly JsonMember[];

  constructor(bytes: string, members: readonly JsonMember[]) {
    this.#bytes = bytes;
    this.#members = members;
  }

  /** JSON of a member, one character per byte; `null` when it is not there. */
  source(name: string): string | null {
    const member = this.#members.find(({ key }) => key === name);
    return member ? this.#bytes.slice(member.valueStart, member.valueEnd) : null;
  }

  read(name: string): unknown {
    const source = this.source(name);
    return source === null ? undefined : parseByteText(source);
  }

  /** A list that is there and not empty. */
  has(name: string): boolean {
    const source = this.source(name);
    return source?.startsWith("[") === true && source.slice(1, 64).trim() !== "]";
  }

  /** The reply with our identity and usage, everything else byte for byte. */
  rewritten(ours: readonly string[], names: ReadonlySet<string>): string {
    const kept = this.#members.flatMap(({ key, keyStart, valueEnd }) =>
      names.has(key) ? [] : [this.#bytes.slice(keyStart, valueEnd)],
    );
    return `{${[...ours, ...kept].join(",")}}`;
  }
}

const OUR_NAMES: ReadonlySet<string> = new Set(["id", "provider", "model", "usage"]);

/**
 * A reply in OpenAI's shape that passes: `id`, `provider`, `model` and `usage` are ours, all else is the endpoint's bytes.
 * @param content the list without which nothing was delivered.
 */
export function passReply(
  bytes: string,
  content: string,
  more: (members: ReplyMembers) => Partial<Omit<ServiceReply, "kind" | "write">> = () => ({}),
): ReadServiceReply {
  const found = topLevelMembers(bytes);
  if (found === null) return { kind: "unreadable" };
  const members = new ReplyMembers(bytes, found);
  if (members.source(content) === null) {
    const error = members.read("error");
    if (error === undefined || error === null) return { kind: "unreadable" };
    return { kind: "error", error: readErrorObject(error) };
  }
  const usage = members.read("usage");
  return {
    kind: "completion",
    usage,
    reported: readServiceUsage({ usage, meta: members.read("meta") }),
    counted: {},
    hasContent: members.has(content),
    finishReason: null,
    outputText: "",
    write(head, shown) {
      const ours = identityMembers(head);
      return members.rewritten([ours.id, ours.model, `"usage":${shown}`], OUR_NAMES);
    },
    ...more(members),
  };
}
