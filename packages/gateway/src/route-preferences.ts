import type { RoutePolicy } from "./route-policy.ts";

/** What the operator of an endpoint does with what callers send. Nothing said counts as the least private. */
export type DataPolicy = "may_train" | "no_training" | "zero_retention";

/** The `provider` object of a request. Names are lower-case provider slugs or endpoint ids. */
export interface RoutePreferences {
  readonly order: readonly string[] | null;
  readonly only: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly allowFallbacks: boolean;
  readonly sort: "price" | "throughput" | "latency" | null;
  /** Endpoints that do not take every parameter of the request are left out instead of ignoring some. */
  readonly requireParameters: boolean;
  /** The least private policy that is accepted. */
  readonly dataPolicy: DataPolicy;
  /** Lower-case, such as `fp8`; an endpoint that does not say its own is `unknown`. */
  readonly quantizations: readonly string[] | null;
  /** Nano-USD per million units; hard limits. */
  readonly maxPrice: {
    readonly input: bigint | null;
    readonly output: bigint | null;
    readonly request: bigint | null;
    readonly image: bigint | null;
    /** Of audio that is listened to. */
    readonly audio: bigint | null;
  } | null;
  /** Soft limits: endpoints known to be worse come after the others. */
  readonly preferredMaxLatencyMs: number | null;
  readonly preferredMinTokensPerSecond: number | null;
  /** What the caller's workspace lets happen, besides. */
  readonly policy: RoutePolicy | null;
}

export const NO_PREFERENCES: RoutePreferences = {
  order: null,
  only: null,
  ignore: [],
  allowFallbacks: true,
  sort: null,
  requireParameters: false,
  dataPolicy: "may_train",
  quantizations: null,
  maxPrice: null,
  preferredMaxLatencyMs: null,
  preferredMinTokensPerSecond: null,
  policy: null,
};
