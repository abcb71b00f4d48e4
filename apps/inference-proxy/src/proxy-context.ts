import type { CallIds } from "@tollgate/gateway/call-id";
import type { RetryPolicy } from "@tollgate/gateway/retry-policy";
import type { Logger } from "pino";
import type { CallDesk } from "./call-desk.ts";
import type { Deadlines } from "./deadlines.ts";
import type { MediaFetcher } from "./fetch-media.ts";
import type { HealthBook } from "./health-book.ts";
import type { InferenceCall } from "./inference-call.ts";
import type { Metrics } from "./metrics.ts";
import type { Targets } from "./upstream-targets.ts";

export interface ProxySettings {
  /** Without a trailing slash; where a caller tops up. */
  readonly consoleUrl: string;
  readonly maxBodyBytes: number;
  /** Proxies of ours in front, each of which adds an address to `X-Forwarded-For`. */
  readonly trustedHops: number;
  /** Largest answer that is kept for an idempotency key. */
  readonly maxReplayBytes: number;
  readonly connectTimeoutMs: number;
  /** How long a new connection is waited for at most before the next endpoint is dialled too; 0 for never. */
  readonly hedgeConnectMs: number;
  /** From the start of an attempt to the first content of its stream. */
  readonly firstContentTimeoutMs: number;
  /** From the start of an attempt to the end of a unary reply. */
  readonly unaryTimeoutMs: number;
  /** For the pictures and files of one request that are fetched for an endpoint, together. */
  readonly mediaTimeoutMs: number;
  readonly maxMediaBytes: number;
  /** Between two reads of a stream, and how long a caller may stall. */
  readonly idleTimeoutMs: number;
  /** How long an endpoint is read on after the caller left. */
  readonly drainMs: number;
  /** How long open calls may take to end when the process stops. */
  readonly shutdownMs: number;
  /** After this long without content a stream's headers go out with a comment, and another one each time it passes again. */
  readonly keepAliveMs: number;
  /** How often it is noted how far open streams have come. */
  readonly checkpointMs: number;
  readonly retry: RetryPolicy;
}

/** Everything a request needs, wired by hand in `create-proxy.ts`. */
export interface ProxyContext {
  readonly desk: CallDesk;
  readonly targets: Targets;
  readonly media: MediaFetcher;
  readonly health: HealthBook;
  readonly ids: CallIds;
  readonly deadlines: Deadlines;
  readonly metrics: Metrics;
  readonly settings: ProxySettings;
  readonly log: Logger;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Calls being served; `interrupted` tells them that the process must stop. */
  readonly open: Set<InferenceCall>;
  /** The same of calls in test mode, which no figure or checkpoint of live ones knows of. */
  readonly tests: Pick<ProxyContext, "open" | "metrics">;
  draining: boolean;
}
