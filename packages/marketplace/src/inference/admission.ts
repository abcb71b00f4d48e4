import type { UsageBounds } from "@tollgate/pricing/quote";
import type { FeeVersion, MarginVersion } from "@tollgate/pricing/versions";
import type { EndpointRecord, KeyRecord, ModelRecord } from "../snapshot/records.ts";

/** What the proxy knows of a call when it asks to be admitted. */
export interface AdmitCallInput {
  /** uuid v7, 32 hex digits with dashes. */
  readonly callId: string;
  readonly key: KeyRecord;
  readonly model: ModelRecord;
  /** Endpoints in attempt order; the hold covers the dearest of them. */
  readonly candidates: readonly EndpointRecord[];
  /** Upper bound of input tokens, from the request's size. */
  readonly inputTokensBound: number;
  /** Upper bounds of images, seconds of audio and searches, where the request can come to any. */
  readonly unitsBound?: UsageBounds["others"];
  /** What the caller asked for, or null. */
  readonly maxOutputTokens: number | null;
  /** The output cannot be limited at an endpoint: a hold for less than all of it is of no use. */
  readonly outputIsFixed?: boolean;
  /** Refuse instead of charging more than this surcharge; nano-USD. */
  readonly maxSurchargeNano: bigint | null;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** Everything later steps need: they look nothing up. */
export interface Admission {
  readonly callId: string;
  readonly key: KeyRecord;
  readonly model: ModelRecord;
  readonly candidates: readonly EndpointRecord[];
  readonly holdNano: bigint;
  /** Output ceiling to send upstream: asked, model maximum, default or what the balance affords, whichever is least. */
  readonly maxOutputTokens: number;
  /** Upper bound of input tokens the hold was placed for. */
  readonly inputTokensBound: number;
  /** And of images, seconds of audio and searches. */
  readonly unitsBound?: UsageBounds["others"];
  /** True when the balance lowered the ceiling; told to the caller in `X-Tollgate-Max-Tokens`. */
  readonly clamped: boolean;
  readonly fee: FeeVersion;
  readonly margin: MarginVersion | null;
  /** The sponsored lot it is held on; `null` for the workspace's own credit. */
  readonly lotId: string | null;
  readonly admittedAtMs: number;
  /** Caps the hold was reserved on: Redis counter key and window. */
  readonly caps: readonly ReservedCap[];
  /** Counters the call was counted on, to be put right when it ends. */
  readonly counted: CountedCall;
  /** How much room the limits of a minute leave after this call, one entry per limit. */
  readonly rates: readonly RateStanding[];
}

/** What money can be capped for: a key, an app's grant, the keys of a member, the whole workspace. */
export type CapScope = "key" | "grant" | "member" | "workspace";

export interface ReservedCap {
  readonly counterKey: string;
  readonly limitNano: bigint;
  readonly scope: CapScope;
  /** When the cap starts over, in Unix milliseconds; `null` for one that never does. */
  readonly resetsAtMs: number | null;
}

export type RateScope = "key" | "grant" | "workspace";
export type RateKind = "requests_per_minute" | "tokens_per_minute" | "concurrency";

export interface CountedCall {
  /** Counters of open calls. */
  readonly openKeys: readonly string[];
  /** Counters of a minute's tokens. */
  readonly tokenKeys: readonly string[];
  /** Tokens reserved on each of them. */
  readonly reservedTokens: number;
}

/** A limit of a minute and what is left of it. */
export interface RateStanding {
  readonly kind: Exclude<RateKind, "concurrency">;
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export type AdmitCallResult =
  | { readonly kind: "admitted"; readonly admission: Admission }
  | { readonly kind: "insufficient_credit"; readonly availableNano: bigint; readonly missingNano: bigint }
  | {
      readonly kind: "cap_exceeded";
      readonly scope: CapScope;
      readonly limitNano: bigint;
      readonly missingNano: bigint;
      readonly resetsAtMs: number | null;
    }
  | {
      readonly kind: "rate_limited";
      readonly scope: RateScope;
      readonly limited: RateKind;
      readonly limit: number;
      readonly retryAfterSeconds: number;
    }
  | { readonly kind: "key_refused"; readonly reason: "revoked" | "expired" | "grant_revoked" }
  | { readonly kind: "consent_required"; readonly appId: string }
  | { readonly kind: "surcharge_too_high"; readonly surchargeNano: bigint }
  /** Redis cannot answer: no hold, no dispatch. */
  | { readonly kind: "unavailable"; readonly retryAfterSeconds: number };
