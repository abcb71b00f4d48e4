import type {
  AnswerSettings,
  CacheLifetime,
  Conversation,
  Part,
  PictureWish,
  Tool,
  ToolChoice,
  Turn,
} from "./conversation.ts";

export const NO_SETTINGS: AnswerSettings = {
  temperature: null,
  topP: null,
  topK: null,
  minP: null,
  stop: [],
  seed: null,
  frequencyPenalty: null,
  presencePenalty: null,
  repetitionPenalty: null,
  choices: 1,
  logprobs: null,
  format: null,
  reasoning: null,
  verbosity: null,
  parallelTools: null,
  user: null,
  pictures: null,
};

/** Collects a conversation while a request is read. Parts of one side in a row become one turn, as vendors with strict alternation need. */
export class ConversationDraft {
  readonly system: Part[] = [];
  readonly tools: Tool[] = [];
  toolChoice: ToolChoice | null = null;
  settings: AnswerSettings = NO_SETTINGS;
  pictures: PictureWish | null = null;
  readonly #turns: { role: Turn["role"]; parts: Part[] }[] = [];
  readonly #unknown: string[] = [];
  readonly #hints: string[] = [];

  add(role: Turn["role"], parts: readonly Part[]): void {
    if (parts.length === 0) return;
    const last = this.#turns.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else this.#turns.push({ role, parts: [...parts] });
  }

  /** Marks all that was said so far as worth caching. */
  cacheSoFar(cache: CacheLifetime | null): void {
    const parts = this.#turns.at(-1)?.parts;
    const last = parts?.pop();
    if (last) parts?.push(cache === null ? last : { ...last, cache });
  }

  /** Notes something that has no place in a conversation. */
  unknown(path: string): void {
    this.#unknown.push(path);
  }

  /** The same for a member that may be absent or empty, and then asks for nothing. */
  unknownIfSet(path: string, value: unknown): void {
    if (value === undefined || value === null) return;
    if (typeof value === "object" && Object.keys(value).length === 0) return;
    this.unknown(path);
  }

  /** Notes members that may be left out with a word to the caller. */
  hintsIn(body: Readonly<Record<string, unknown>>, names: readonly string[]): void {
    this.#hints.push(...names.filter((name) => body[name] !== undefined && body[name] !== null));
  }

  /** Notes every member of an object beyond those that were read. */
  unknownMembers(body: Readonly<Record<string, unknown>>, known: ReadonlySet<string>, prefix = ""): void {
    for (const [name, value] of Object.entries(body))
      if (!known.has(name)) this.unknownIfSet(`${prefix}${name}`, value);
  }

  finish(): Conversation {
    const { system, tools, toolChoice, settings } = this;
    return {
      system,
      turns: this.#turns,
      tools,
      toolChoice,
      settings,
      unknown: this.#unknown,
      ...(this.#hints.length > 0 && { hints: this.#hints }),
    };
  }
}

/** Members of this gateway's own that any surface takes and no vendor is shown. */
export const GATEWAY_MEMBERS = [
  "model",
  "models",
  "stream",
  "provider",
  "usage",
  "max_surcharge",
  "cache",
  "route",
  "transforms",
  "session_id",
  "service_tier",
  "prompt_cache_key",
  "metadata",
] as const;
