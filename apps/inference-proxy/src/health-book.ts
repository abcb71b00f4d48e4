import { EndpointHealth } from "@tollgate/gateway/breaker";
import type { Failure } from "@tollgate/gateway/classify-error";
import type { EndpointCondition } from "@tollgate/gateway/plan-route";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";

/** How long an endpoint that answers 429 without Retry-After is left alone. */
const RATE_LIMIT_COOLDOWN_MS = 1_000;
/** How long one that refuses our credential is. Its provider has to act, so trying at once again helps nobody. */
const CREDENTIAL_COOLDOWN_MS = 30_000;

/** This process's view of every endpoint's health. */
export class HealthBook {
  readonly #endpoints = new Map<string, EndpointHealth>();

  of(endpointId: string): EndpointHealth {
    let health = this.#endpoints.get(endpointId);
    if (!health) {
      health = new EndpointHealth();
      this.#endpoints.set(endpointId, health);
    }
    return health;
  }

  condition(endpoint: EndpointRecord, nowMs: number): EndpointCondition {
    return this.of(endpoint.id).condition(nowMs, endpoint.maxConcurrency);
  }

  failed(endpointId: string, failure: Failure, nowMs: number): void {
    const health = this.of(endpointId);
    if (failure.hurtsHealth) health.failed(nowMs);
    if (failure.kind === "rate_limited") health.coolDown(nowMs + (failure.retryAfterMs ?? RATE_LIMIT_COOLDOWN_MS));
    if (failure.kind === "credential_refused") health.coolDown(nowMs + CREDENTIAL_COOLDOWN_MS);
  }
}
