import type { Conversation, Part } from "./conversation/conversation.ts";
import { NO_SETTINGS } from "./conversation/conversation-draft.ts";
import { uncarried } from "./conversation/features.ts";
import { foldReply } from "./conversation/fold-reply.ts";
import type { ReplyEvent } from "./conversation/reply-event.ts";
import type { TokenCounter } from "./estimate-units.ts";
import { objectIn, parseJson, textIn } from "./json-fields.ts";
import type { ConversationDialect } from "./reply-formats.ts";

/** What an endpoint claims to do by offering a model. */
export type Claim = "usage" | "model" | "tools" | "structured_output" | "vision" | "context";

/** What a check of a claim found, as its provider reads it. */
export interface ClaimFinding {
  readonly claim: Claim;
  readonly ok: boolean;
  readonly asked: string;
  readonly expected: string;
  readonly came: string;
}

/** A request whose answer shows whether claims are true. */
export interface ClaimQuestion {
  readonly claims: readonly Claim[];
  readonly asked: string;
  readonly conversation: Conversation;
  readonly maxOutputTokens: number;
}

export interface ClaimedModel {
  readonly dialect: ConversationDialect;
  /** The model's name at the endpoint. */
  readonly model: string;
  readonly features: readonly string[];
  readonly inputModalities: readonly string[];
  readonly contextLength: number;
}

const WORDS = "harbour lantern meadow pebble orchard velvet copper willow thunder quartz".split(" ");
/** Tokens of a prompt that a context of any useful length takes; servers that cut prompts silently do so below. */
const MOST_CONTEXT_WORDS = 6_000;
/** Contexts below this are not tried: what is left beside the answer is too little to tell. */
const LEAST_CONTEXT = 8_000;
/** A picture of one red dot. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8Dwn4EIwDiqkL4KAcT9BAE4oE5TAAAAAElFTkSuQmCC";

const LOOK_UP = {
  name: "look_up_word",
  description: "Looks one word up in a dictionary.",
  parameters: {
    type: "object",
    properties: { word: { type: "string", description: "The word to look up." } },
    required: ["word"],
    additionalProperties: false,
  },
  strict: null,
};
const COUNTED = {
  type: "object",
  properties: { count: { type: "integer" } },
  required: ["count"],
  additionalProperties: false,
};

function ask(parts: readonly Part[], more: Partial<Conversation> = {}): Conversation {
  return {
    system: [],
    turns: [{ role: "user", parts }],
    tools: [],
    toolChoice: null,
    settings: NO_SETTINGS,
    unknown: [],
    ...more,
  };
}

const says = (text: string): Part => ({ kind: "text", text });
const words = (count: number) => Array.from({ length: count }, (_, at) => WORDS[at % WORDS.length]).join(" ");

/** What to ask an endpoint, so that each thing it claims and its API can say is seen once. */
export function claimQuestions(claimed: ClaimedModel): ClaimQuestion[] {
  const { dialect, features, inputModalities, contextLength } = claimed;
  const format = { kind: "schema" as const, name: "count", schema: COUNTED, strict: true };
  const contextWords = Math.min(MOST_CONTEXT_WORDS, Math.floor(contextLength / 3));
  const all: (ClaimQuestion & { readonly when: boolean })[] = [
    {
      when: true,
      claims: ["usage", "model"],
      asked: "A prompt of 120 words, to be answered with one of them.",
      conversation: ask([says(`Answer with the first of these words and nothing else: ${words(120)}`)]),
      maxOutputTokens: 64,
    },
    {
      when: features.includes("tools"),
      claims: ["tools"],
      asked: "To look up the word “lantern” with the tool look_up_word, which takes one text: word.",
      conversation: ask([says("Look up the word lantern with the tool.")], {
        tools: [LOOK_UP],
        toolChoice: dialect === "ollama-chat" ? null : { kind: "required" },
      }),
      maxOutputTokens: 1_000,
    },
    {
      when: features.includes("structured_output"),
      claims: ["structured_output"],
      asked: "How many words “pebble willow quartz” has, as JSON with one whole number: count.",
      conversation: ask([says("How many words are in: pebble willow quartz? Answer as JSON.")], {
        settings: { ...NO_SETTINGS, format },
      }),
      maxOutputTokens: 1_000,
    },
    {
      when: inputModalities.includes("image"),
      claims: ["vision"],
      asked: "What colour a picture of one pixel has.",
      conversation: ask([
        says("Which colour is this? Answer with one word."),
        { kind: "image", source: { kind: "inline", mediaType: "image/png", base64: DOT }, detail: null },
      ]),
      maxOutputTokens: 64,
    },
    {
      when: contextLength >= LEAST_CONTEXT,
      claims: ["context"],
      asked: `A prompt of ${contextWords} words, of a context of ${contextLength} tokens.`,
      conversation: ask([says(`Answer with the first of these words and nothing else: ${words(contextWords)}`)]),
      maxOutputTokens: 64,
    },
  ];
  return all.flatMap(({ when, ...question }) =>
    when && uncarried(question.conversation, dialect, "").length === 0 ? [question] : [],
  );
}

export interface ClaimAnswer {
  readonly events: readonly ReplyEvent[];
  /** The model the answer names, where its API names one. */
  readonly model: string | null;
}

/** What an answer says of the claims it was asked for. A claim that it says nothing of is not among them. */
export function judgeClaims(
  question: ClaimQuestion,
  answer: ClaimAnswer,
  { claimed, countTokens }: { readonly claimed: ClaimedModel; readonly countTokens: TokenCounter },
): ClaimFinding[] {
  const judge = (claim: Claim): ClaimFinding | null => {
    const verdict = VERDICTS[claim](answer, { question, claimed, countTokens });
    return verdict && { claim, asked: question.asked, ...verdict };
  };
  return question.claims.flatMap((claim) => judge(claim) ?? []);
}

/** The finding that an endpoint refused what it claims to take. */
export function refusedClaims(question: ClaimQuestion, status: number, message: string | null): ClaimFinding[] {
  const came = `It refused the request (${status})${message === null ? "." : `: ${shortened(message)}`}`;
  return question.claims
    .filter((claim) => claim !== "usage" && claim !== "model")
    .map((claim) => ({ claim, ok: false, asked: question.asked, expected: "An answer.", came }));
}

interface Case {
  readonly question: ClaimQuestion;
  readonly claimed: ClaimedModel;
  readonly countTokens: TokenCounter;
}
type Verdict = Pick<ClaimFinding, "ok" | "expected" | "came"> | null;

const VERDICTS: Readonly<Record<Claim, (answer: ClaimAnswer, about: Case) => Verdict>> = {
  usage: judgeUsage,
  model: judgeModel,
  tools: judgeTools,
  structured_output: judgeSchema,
  vision: (answer) => {
    const text = textOf(answer);
    return { ok: text !== "", expected: "A colour.", came: text === "" ? "Nothing." : shortened(text) };
  },
  context: judgeContext,
};

/** Tokenizers differ between vendors, and templates and thinking add to a count; nothing honest differs by this much. */
const MOST_RATIO = 2;
const LEAST_RATIO = 0.4;
const SLACK_TOKENS = 60;

function judgeUsage(answer: ClaimAnswer, { question, countTokens }: Case): Verdict {
  const usage = usageOf(answer);
  if (usage === null) return null;
  const prompt = countTokens(promptText(question));
  const output = countTokens(textOf(answer));
  const [least, most] = [Math.floor(prompt * LEAST_RATIO), Math.ceil(prompt * MOST_RATIO) + SLACK_TOKENS];
  const thought = (usage.units.reasoning ?? 0) > 0 || answer.events.some(({ kind }) => kind === "reasoning");
  const mostOutput = Math.max(question.maxOutputTokens, thought ? 0 : Math.ceil(output * MOST_RATIO) + SLACK_TOKENS);
  const isHonest = usage.promptTokens >= least && usage.promptTokens <= most && usage.completionTokens <= mostOutput;
  return {
    ok: isHonest,
    expected: `About ${prompt} tokens in (${least} to ${most}) and at most ${mostOutput} out, by our own count.`,
    came: `${usage.promptTokens} in and ${usage.completionTokens} out were reported.`,
  };
}

/** Names differ by a date, a version or an address; another family does not. */
function judgeModel({ model }: ClaimAnswer, { claimed }: Case): Verdict {
  if (model === null || model === "") return null;
  const [named, wanted] = [plainName(model), plainName(claimed.model)];
  const ok = named.includes(wanted) || wanted.includes(named);
  return { ok, expected: `An answer of ${claimed.model}.`, came: `It was answered by ${shortened(model)}.` };
}

function plainName(name: string): string {
  return (name.split("/").at(-1) ?? name)
    .toLowerCase()
    .replace(/[-@:](?:20\d{2}-?\d{2}-?\d{2}|latest|v\d+(?::\d+)?)$/, "")
    .replaceAll(/[^a-z0-9]/g, "");
}

function judgeTools(answer: ClaimAnswer): Verdict {
  const items = foldReply(answer.events).flatMap((choice) => choice.items);
  const call = items.find((item) => item.kind === "tool_call");
  const expected = 'A call of look_up_word with {"word": "…"}.';
  if (call?.kind !== "tool_call") return { ok: false, expected, came: `No call. ${shortened(textOf(answer))}`.trim() };
  const given = objectIn(parseJson(call.arguments));
  const ok = call.name === LOOK_UP.name && typeof given.word === "string" && Object.keys(given).length === 1;
  return { ok, expected, came: `A call of ${shortened(call.name)} with ${shortened(call.arguments)}.` };
}

function judgeSchema(answer: ClaimAnswer): Verdict {
  const text = textOf(answer);
  const given = objectIn(parseJson(text));
  const ok = Number.isInteger(given.count) && Object.keys(given).length === 1;
  return { ok, expected: 'JSON such as {"count": 3}.', came: text === "" ? "Nothing." : shortened(text) };
}

function judgeContext(answer: ClaimAnswer, { question, countTokens }: Case): Verdict {
  const usage = usageOf(answer);
  if (usage === null) return null;
  const least = Math.floor(countTokens(promptText(question)) * LEAST_RATIO);
  return {
    ok: usage.promptTokens >= least,
    expected: `At least ${least} tokens of the prompt read.`,
    came: `${usage.promptTokens} tokens of it were read.`,
  };
}

function usageOf({ events }: ClaimAnswer) {
  return events.findLast((event) => event.kind === "usage")?.usage ?? null;
}

function textOf({ events }: ClaimAnswer): string {
  return events.map((event) => (event.kind === "text" || event.kind === "refusal" ? event.text : "")).join("");
}

function promptText({ conversation }: ClaimQuestion): string {
  return conversation.turns
    .flatMap(({ parts }) => parts.map((part) => (part.kind === "text" ? part.text : "")))
    .join(" ");
}

const SHOWN_CHARACTERS = 200;

function shortened(text: string): string {
  const plain = text.replaceAll(/\p{Cc}+/gu, " ").trim();
  return plain.length > SHOWN_CHARACTERS ? `${plain.slice(0, SHOWN_CHARACTERS)}…` : plain;
}

/** The model a whole reply names: as `model`, Gemini as `modelVersion`. */
export function namedModel(body: unknown): string | null {
  const { model, modelVersion } = objectIn(body);
  return textIn(model) ?? textIn(modelVersion);
}
