import type { ConversationDialect } from "../reply-formats.ts";
import type { Conversation, Part, ThinkingVendor, Turn } from "./conversation.ts";
import type { ReplyEvent } from "./reply-event.ts";

/**
 * Vendors sign the thinking of their models, and want it back in the next turn of a tool loop: Gemini refuses calls without their signature. To a
 * caller of another API it goes out in that API's own place for such things, with a mark in front that says whose it is:
 *
 *   tg1.<vendor>.<kind>.<what the vendor gave>     vendor: a, c, g, o     kind: s signature, r sealed thinking, c signature of a call
 *
 * Callers hand it back as they got it. The vendor it belongs to then gets what it gave; every other gets none of it.
 */
const MARK = /^tg1\.([acgo])\.([src])\.(.+)$/s;
/** Whether the text of a request has a mark in it, or thinking of Anthropic's form without a signature. Most have neither. */
export function needsPassing(text: string): boolean {
  return text.includes('"tg1.') || text.includes('"signature":""') || text.includes('"signature": ""');
}

type Kind = "s" | "r" | "c";
const LETTERS = { anthropic: "a", compatible: "c", google: "g", openai: "o" } as const satisfies Record<
  ThinkingVendor,
  string
>;

/** Whose thinking endpoints of a dialect sign; `null` for those that sign none. */
const VENDORS: Readonly<Record<ConversationDialect, ThinkingVendor | null>> = {
  "anthropic-messages": "anthropic",
  "bedrock-converse": "anthropic",
  "gemini-generate": "google",
  "openai-responses": "openai",
  "openai-chat": "compatible",
  "cohere-chat": null,
  "ollama-chat": null,
};

interface Marked {
  readonly vendor: ThinkingVendor;
  readonly kind: Kind;
  readonly given: string;
}

/** @returns `null` for what carries no mark. */
export function readMark(text: string): Marked | null {
  const match = MARK.exec(text);
  if (match === null) return null;
  const [, letter, kind, given = ""] = match;
  const vendor = Object.entries(LETTERS).find(([, one]) => one === letter)?.[0];
  if (!isVendor(vendor)) return null;
  return { vendor, kind: kind === "s" ? "s" : kind === "r" ? "r" : "c", given };
}

function isVendor(name: string | undefined): name is ThinkingVendor {
  return name !== undefined && name in LETTERS;
}

function mark(vendor: ThinkingVendor, kind: Kind, given: string): string {
  return `tg1.${LETTERS[vendor]}.${kind}.${given}`;
}

/** Surfaces whose calls have a place for Gemini's signature. The others, and clients of these that drop it, get it as sealed thinking before the call. */
const SIGNS_CALLS: ReadonlySet<ConversationDialect> = new Set(["gemini-generate"]);

/** Whether an event is of a kind that carries a signature: few are. */
export function isMarked({ kind }: ReplyEvent): boolean {
  return kind === "reasoning_signature" || kind === "redacted_reasoning" || kind === "tool_call";
}

/** What a caller of another API is told in place of an event of an endpoint; most events are told as they are. */
export function marked(
  event: ReplyEvent,
  dialect: ConversationDialect,
  surface: ConversationDialect,
): readonly ReplyEvent[] {
  const vendor = VENDORS[dialect];
  if (vendor === null) return [event];
  switch (event.kind) {
    case "reasoning_signature":
      return [{ ...event, signature: mark(vendor, "s", event.signature) }];
    case "redacted_reasoning":
      return [{ ...event, data: mark(vendor, "r", event.data) }];
    case "tool_call": {
      if (event.signature === null || SIGNS_CALLS.has(surface)) return [event];
      const data = mark(vendor, "c", event.signature);
      return [{ kind: "redacted_reasoning", choice: event.choice, data }, event];
    }
    default:
      return [event];
  }
}

/**
 * Takes the marks off a conversation that a surface read, and notes whose its thinking is. What has none is the surface's own vendor's; of chat
 * completions, which many vendors speak, nobody can say.
 */
export function unmarked(conversation: Conversation, surface: ConversationDialect): Conversation {
  const own = surface === "openai-chat" ? null : VENDORS[surface];
  if (!conversation.turns.some(({ parts }) => parts.some(isThinking))) return conversation;
  return { ...conversation, turns: conversation.turns.map((turn) => unmarkedTurn(turn, own)) };
}

function isThinking(part: Part): boolean {
  return part.kind === "reasoning" || part.kind === "redacted_reasoning" || part.kind === "tool_call";
}

function unmarkedTurn({ role, parts }: Turn, own: ThinkingVendor | null): Turn {
  const read: Part[] = [];
  const ofCalls: string[] = [];
  for (const part of parts) {
    if (part.kind === "tool_call") {
      const signature = part.signature ?? ofCalls.shift() ?? null;
      read.push({ ...part, signature, vendor: signature === null ? null : "google" });
    } else if (part.kind === "reasoning" || part.kind === "redacted_reasoning") {
      const found = readMark(proofOf(part) ?? "");
      if (found?.kind === "c") ofCalls.push(found.given);
      else addThinking(read, found === null ? unmarkedThinking(part, own) : belonging(part, found));
    } else read.push(part);
  }
  return { role, parts: read };
}

function proofOf(part: Thinking): string | null {
  return part.kind === "reasoning" ? part.signature : part.data;
}

/** Thinking that is not signed is nobody's, as far as anybody can prove. */
function unmarkedThinking(part: Thinking, vendor: ThinkingVendor | null): Thinking {
  return proofOf(part)
    ? { ...part, vendor }
    : { kind: "reasoning", text: part.kind === "reasoning" ? part.text : "", signature: null };
}

type Thinking = Extract<Part, { kind: "reasoning" | "redacted_reasoning" }>;

function belonging(part: Thinking, { vendor, kind, given }: Marked): Thinking {
  if (kind === "r") return { kind: "redacted_reasoning", data: given, vendor };
  return { kind: "reasoning", text: part.kind === "reasoning" ? part.text : "", signature: given, vendor };
}

/** A stream tells a signature after the thinking it signs, which then is one again. */
function addThinking(parts: Part[], part: Thinking): void {
  const last = parts.at(-1);
  const signsLast = part.kind === "reasoning" && part.text === "" && part.signature !== null;
  if (signsLast && last?.kind === "reasoning" && last.signature === null)
    parts[parts.length - 1] = { ...part, text: last.text };
  else parts.push(part);
}

/** Whether a part is, or is signed by, the thinking of another vendor's model than those that speak a dialect. */
export function isForeignThinking(part: Part, dialect: ConversationDialect): boolean {
  return "vendor" in part && Boolean(part.vendor) && part.vendor !== VENDORS[dialect];
}

/** The conversation as an endpoint of a dialect may see it: with the thinking its vendor signed, and none of another's. */
export function withOwnThinking(conversation: Conversation, dialect: ConversationDialect): Conversation {
  const isForeign = (part: Part) => isForeignThinking(part, dialect);
  if (!conversation.turns.some(({ parts }) => parts.some(isForeign))) return conversation;
  const turns = conversation.turns.map(({ role, parts }) => ({
    role,
    parts: parts.flatMap((part): Part[] => {
      if (!isForeign(part)) return [part];
      return part.kind === "tool_call" || part.kind === "reasoning" ? [{ ...part, signature: null }] : [];
    }),
  }));
  return { ...conversation, turns };
}

/**
 * The history of a request in an endpoint's own dialect, as it may be passed: marks of its vendor are taken off, and what is marked as another's is
 * left out with the part it stands in. @returns `undefined` for a part that is left out.
 */
export function passableThinking(value: unknown, dialect: ConversationDialect): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => passableThinking(item, dialect)).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== "string" || !SIGNED_MEMBERS.has(name)) {
      kept[name] = passableThinking(member, dialect);
      continue;
    }
    // Thinking that nobody signed is refused where it should be signed.
    if (name === "signature" && member === "") return undefined;
    const found = readMark(member);
    if (found === null) kept[name] = member;
    else if (found.vendor !== VENDORS[dialect] || found.kind === "c") return undefined;
    else kept[name] = found.given;
  }
  return kept;
}

const SIGNED_MEMBERS: ReadonlySet<string> = new Set(["signature", "data", "encrypted_content", "thoughtSignature"]);
