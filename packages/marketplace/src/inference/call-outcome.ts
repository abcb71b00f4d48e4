import type { Attribution } from "@tollgate/gateway/read-attribution";
import type { Legs } from "@tollgate/pricing/price-call";
import type { UsageUnits } from "@tollgate/pricing/usage-units";

/** One try at one endpoint, as the receipt shows it. */
export interface AttemptRecord {
  readonly endpointId: string;
  readonly providerSlug: string;
  /** Upstream HTTP status; null when none arrived. */
  readonly status: number | null;
  /**
   * `served`, or why it was not: connect_error, timeout, rate_limited, upstream_error, credential_refused, bad_request, aborted … `outrun`: another
   * endpoint's connection was there first, and this one was sent nothing.
   */
  readonly result: string;
  readonly durationMs: number;
  /** Made with the customer's own key. */
  readonly ownKey?: boolean | undefined;
  /** When it began, in milliseconds from when the call came in; missing for the first of a call that needed no other. */
  readonly afterMs?: number | undefined;
  /** Dialled beside the one before it, whose connection was long in coming. */
  readonly hedge?: boolean | undefined;
  /** Calls of tools in its answer, and how many were valid; missing when there were none. */
  readonly tools?: { readonly calls: number; readonly valid: number } | undefined;
  /** On the first attempt: how its place came about. Missing on calls from before it was kept. */
  readonly route?: RouteRecord | undefined;
}

/** How routing put the endpoints of a call in order. */
export interface RouteRecord {
  /** `drawn` by weight of price, by `price`, `throughput` or `latency`, or as `listed` in the request. */
  readonly order: string;
  /** Providers that serve the model and were not tried: `down`, `cooling`, `busy`, or what the request excluded. */
  readonly passedOver: readonly { readonly provider: string; readonly reason: string }[];
}

/**
 * How a call ended. `completed`: a whole answer. `failed`: nothing was delivered. `cut`: the upstream died mid-stream. `aborted`: the client
 * left. `void`: nobody knows of an answer (swept).
 */
export type CallEnding = "completed" | "failed" | "cut" | "aborted" | "void";

export interface CallOutcome {
  readonly ending: CallEnding;
  /** Endpoint that served it, or null. */
  readonly endpointId: string | null;
  /** The customer's own key it was served with, if it was one. */
  readonly ownKeyId?: string | undefined;
  /** Disjoint units; empty when nothing was delivered. */
  readonly units: UsageUnits;
  readonly usageSource: "reported" | "estimated" | "none";
  readonly finishReason: string | null;
  readonly attempts: readonly AttemptRecord[];
  /** Who and what it was for, when the caller said so. */
  readonly attribution?: Attribution | null;
  readonly streamed: boolean;
  readonly firstContentMs: number | null;
  readonly durationMs: number;
}

export type FinishCallResult =
  | { readonly kind: "finished"; readonly legs: Legs }
  /** The terminal event of this call was already recorded; nothing happened. */
  | { readonly kind: "already_finished"; readonly legs: Legs };
