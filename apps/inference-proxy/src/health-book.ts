import { EndpointHealth } from "@tollgate/gateway/breaker";
import type { Failure } from "@tollgate/gateway/classify-error";
import type { EndpointCondition } from "@tollgate/gateway/plan-route";
import type { EndpointNews } from "@tollgate/marketplace/inference/endpoint-news";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { healthName, isOwnHealth } from "./own-keys.ts";

/** How long an endpoint that answers 429 without Retry-After is left alone. */
const RATE_LIMIT_COOLDOWN_MS = 1_000;
/** How long one that refuses our credential is. Its provider has to act, so trying at once again helps nobody. */
const CREDENTIAL_COOLDOWN_MS = 30_000;

/** This process's view of every endpoint's health, and what other processes told it. */
export class HealthBook {
  readonly #endpoints = new Map<string, EndpointHealth>();
  readonly #tell: (news: EndpointNews) => void;

  /** @param tell passes on what other processes should know; must not throw. */
  constructor(tell: (news: EndpointNews) => void = () => undefined) {
    this.#tell = (news) => {
      if (!isOwnHealth(news.endpointId)) tell(news);
    };
  }

  of(endpointId: string): EndpointHealth {
    let health = this.#endpoints.get(endpointId);
    if (!health) {
      health = new EndpointHealth();
      this.#endpoints.set(endpointId, health);
    }
    return health;
  }

  condition(endpoint: EndpointRecord, nowMs: number): EndpointCondition {
    const own = this.of(healthName(endpoint)).condition(nowMs, endpoint);
    const { signals } = endpoint;
    if (signals === null || (own.latencyMs !== null && own.tokensPerSecond !== null)) return own;
    // What this process has not measured itself, all traffic together tells.
    return {
      ...own,
      latencyMs: own.latencyMs ?? signals.latencyMs?.p50 ?? null,
      tokensPerSecond: own.tokensPerSecond ?? signals.tokensPerSecond?.p50 ?? null,
    };
  }

  /** @param firstContentMs of a stream; `null` for an answer in one piece. */
  succeeded(endpointId: string, firstContentMs: number | null, nowMs: number): void {
    if (this.of(endpointId).succeeded(nowMs, firstContentMs)) this.#tell({ kind: "back", endpointId });
  }

  /** An answer broke off. */
  cut(endpointId: string, nowMs: number): void {
    const untilMs = this.of(endpointId).failed(nowMs);
    if (untilMs !== null) this.#tell({ kind: "down", endpointId, untilMs });
  }

  failed(endpointId: string, failure: Failure, nowMs: number): void {
    if (failure.hurtsHealth) this.cut(endpointId, nowMs);
    if (failure.kind === "rate_limited")
      this.#coolDown(endpointId, nowMs + (failure.retryAfterMs ?? RATE_LIMIT_COOLDOWN_MS));
    if (failure.kind === "credential_refused") this.#coolDown(endpointId, nowMs + CREDENTIAL_COOLDOWN_MS);
  }

  /** What another process found out. */
  hear(news: EndpointNews): void {
    const health = this.of(news.endpointId);
    if (news.kind === "back") health.close();
    else if (news.kind === "down") health.open(news.untilMs);
    else health.coolDown(news.untilMs);
  }

  #coolDown(endpointId: string, untilMs: number): void {
    this.of(endpointId).coolDown(untilMs);
    this.#tell({ kind: "cooling", endpointId, untilMs });
  }
}
