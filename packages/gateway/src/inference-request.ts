import type { JsonMember } from "./json-members.ts";
import type { MultipartForm } from "./multipart-form.ts";
import type { RoutePreferences } from "./route-preferences.ts";
import type { AskedSurface } from "./services/services.ts";
import type { UnitsBound } from "./units-bound.ts";

/** A model the caller named; `sort` comes from a `:floor` or `:nitro` suffix. */
export interface ModelChoice {
  readonly id: string;
  /** As written, suffix included. */
  readonly written: string;
  readonly sort: RoutePreferences["sort"];
}

/** One request for an answer, understood as far as routing, holding and metering need it. */
export interface InferenceRequest {
  /** The API the caller speaks. */
  readonly surface: AskedSurface;
  /** In order of preference; never empty. */
  readonly models: readonly ModelChoice[];
  readonly stream: boolean;
  /** The caller asked for the usage chunk of a stream in OpenAI's way. */
  readonly includeUsage: boolean;
  /** Per choice; `null` when not asked, 0 for what gives no tokens. */
  readonly maxOutputTokens: number | null;
  /** `n`: how many answers. */
  readonly choices: number;
  /** No endpoint can count more input tokens than this. */
  readonly inputTokensBound: number;
  /** Inputs the model reads apart from each other, each within its context; one conversation is one. */
  readonly inputs: number;
  /** Nor more images, seconds of audio, searches and characters than this. */
  readonly unitsBound: UnitsBound;
  readonly preferences: RoutePreferences;
  readonly maxSurchargeNano: bigint | null;
  /** Calls with the same value prefer the same endpoint. */
  readonly sessionId: string | null;
  /** The output cannot be limited at the endpoint: a call whose worst case is not covered is refused rather than cut short. */
  readonly outputIsFixed?: boolean;
  /** Of a response that this one carries on; its conversation stands before the input already. */
  readonly previousResponseId?: string;
  /** What the caller offered and no endpoint is told of. */
  readonly leftOut: readonly string[];
  /** Tools that a vendor would run were taken out of the body, so that those of the bytes are not sent. */
  readonly toolsChanged?: boolean;
  /** The parsed body without it, for estimates. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The body as it came. */
  readonly bytes: Buffer;
  /** The same bytes, one character each, for splicing. */
  readonly text: string;
  readonly members: readonly JsonMember[];
  /** Of a request that came as a form; `body` then has its fields. */
  readonly form?: MultipartForm;
}

export type ReadRequestResult =
  | { readonly kind: "request"; readonly request: InferenceRequest }
  | { readonly kind: "invalid_json"; readonly message: string }
  /** `message` is one sentence that says what to do. */
  | { readonly kind: "invalid_request"; readonly param: string; readonly message: string };
