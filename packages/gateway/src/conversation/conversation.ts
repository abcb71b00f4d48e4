/** Bytes of a medium, or where they are. */
export type MediaSource =
  | { readonly kind: "inline"; readonly mediaType: string; readonly base64: string }
  | { readonly kind: "url"; readonly url: string };

/** How long a prefix is asked to stay in the vendor's cache. */
export type CacheLifetime = "5m" | "1h";

/** Whose thinking it is. Signed thinking is taken by the vendor alone that signed it, on whichever of its platforms; `null` when nobody can say. */
export type ThinkingVendor = "anthropic" | "compatible" | "google" | "openai";

/** A piece of a turn. `cache` marks the end of a prefix worth caching. */
export type Part = { readonly cache?: CacheLifetime | null } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly source: MediaSource; readonly detail: string | null }
  | { readonly kind: "file"; readonly source: MediaSource; readonly name: string | null }
  | { readonly kind: "audio"; readonly format: string; readonly base64: string }
  | {
      readonly kind: "tool_call";
      readonly id: string;
      readonly name: string;
      /** JSON text. */
      readonly arguments: string;
      readonly signature: string | null;
      readonly vendor?: ThinkingVendor | null;
    }
  | {
      readonly kind: "tool_result";
      readonly callId: string;
      readonly parts: readonly Part[];
      readonly isError: boolean;
    }
  /** Thinking of an earlier turn; `signature` proves it to the vendor whose it is. */
  | {
      readonly kind: "reasoning";
      readonly text: string;
      readonly signature: string | null;
      readonly vendor?: ThinkingVendor | null;
    }
  | { readonly kind: "redacted_reasoning"; readonly data: string; readonly vendor?: ThinkingVendor | null }
);

export interface Turn {
  readonly role: "user" | "assistant";
  readonly parts: readonly Part[];
}

export interface Tool {
  readonly name: string;
  readonly description: string | null;
  /** JSON schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly strict: boolean | null;
  readonly cache?: CacheLifetime | null;
}

export type ToolChoice =
  | { readonly kind: "auto" | "none" | "required" }
  | { readonly kind: "tool"; readonly name: string };

export type AnswerFormat =
  | { readonly kind: "json" }
  | {
      readonly kind: "schema";
      readonly name: string;
      readonly schema: Readonly<Record<string, unknown>>;
      readonly strict: boolean | null;
    };

/** What is asked of thinking. Dialects know efforts or budgets; each is turned into the other where it must. */
export interface ReasoningWish {
  readonly effort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | null;
  readonly budgetTokens: number | null;
  /** The caller wants to see it. */
  readonly shown: boolean;
}

/** Pictures beside, or in place of, the words of an answer. */
export interface PictureWish {
  /** False when pictures alone are asked for. */
  readonly words: boolean;
  /** Such as `16:9`. */
  readonly aspectRatio: string | null;
  /** Such as `2K`. */
  readonly size: string | null;
}

export interface AnswerSettings {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly minP: number | null;
  readonly stop: readonly string[];
  readonly seed: number | null;
  readonly frequencyPenalty: number | null;
  readonly presencePenalty: number | null;
  readonly repetitionPenalty: number | null;
  readonly choices: number;
  /** How many alternatives to tell the probability of; `null` when none is asked. */
  readonly logprobs: number | null;
  readonly format: AnswerFormat | null;
  readonly reasoning: ReasoningWish | null;
  /** How long-winded the answer may be; `null` leaves it to the vendor. */
  readonly verbosity: string | null;
  readonly parallelTools: boolean | null;
  readonly user: string | null;
  readonly pictures: PictureWish | null;
}

/** A request of any surface, understood. What could not be is named in `unknown`, and then only an endpoint of the same dialect may get it. */
export interface Conversation {
  readonly system: readonly Part[];
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly settings: AnswerSettings;
  readonly unknown: readonly string[];
  /** Members that one dialect alone has a word for and that change how an answer is made rather than what is asked. */
  readonly hints?: readonly string[];
}
