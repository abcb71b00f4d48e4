import type { InferenceRequest } from "@tollgate/gateway/inference-request";
import type { ScenarioName } from "@tollgate/gateway/simulated/scenarios";
import { candidateOf } from "@tollgate/marketplace/inference/candidate-of";
import { priceOutcome } from "@tollgate/marketplace/inference/price-outcome";
import type { KeyRecord, TestKeyRecord } from "@tollgate/marketplace/snapshot/records";
import { NOTHING_CHARGED, type TestCall } from "@tollgate/marketplace/test-mode/test-call";
import type { ProxyContext } from "../proxy-context.ts";
import type { Told } from "./test-desk.ts";

export interface Tested {
  readonly test: TestKeyRecord;
  readonly key: KeyRecord;
  readonly request: InferenceRequest;
  readonly scenario: ScenarioName | null;
  readonly user: string | null;
}

/** Remembers a test call once, with the error its caller got. What cannot be remembered is missing from a list and nowhere else. */
export class TestBook {
  readonly #proxy: ProxyContext;
  readonly #tested: Tested;
  readonly #startedMs = performance.now();
  /** Of a call that failed: its error is known when it has been refused. */
  #failed: TestCall | null = null;
  #isKept = false;

  constructor(proxy: ProxyContext, tested: Tested) {
    this.#proxy = proxy;
    this.#tested = tested;
  }

  async ended(...[admission, outcome]: Told): Promise<void> {
    const { ending } = outcome;
    const endpoint = candidateOf(admission, outcome);
    const call: TestCall = {
      ...this.#asked(),
      id: admission.callId,
      at: admission.admittedAtMs,
      modelId: admission.model.id,
      provider: endpoint
        ? {
            id: endpoint.providerId,
            slug: endpoint.providerSlug,
            name: endpoint.providerName,
            isDemo: endpoint.isDemo,
          }
        : null,
      endpointId: outcome.endpointId,
      outcome: ending === "void" ? "failed" : ending,
      error: ending === "cut" ? "stream_interrupted" : null,
      finishReason: outcome.finishReason,
      usageSource: outcome.usageSource,
      units: outcome.units,
      legs: priceOutcome(admission, outcome),
      versions: {
        price: endpoint?.price.id ?? null,
        fee: admission.fee.id,
        margin: admission.margin?.id ?? null,
      },
      attempts: outcome.attempts.map(({ endpointId, providerSlug, status, result, durationMs }) => ({
        ...{ endpointId, providerSlug, status, result, durationMs },
      })),
      firstContentMs: outcome.firstContentMs === null ? null : Math.round(outcome.firstContentMs),
      durationMs: Math.round(outcome.durationMs),
    };
    if (ending === "failed") this.#failed = call;
    else await this.#keep(call);
  }

  /** @param error what the call was refused with; `null` when it was answered. */
  async close(error: string | null): Promise<void> {
    if (this.#isKept) return;
    if (this.#failed !== null) await this.#keep({ ...this.#failed, error });
    else if (error !== null) await this.#keep(this.#refused(error));
  }

  #asked() {
    const { key, request, scenario, user } = this.#tested;
    return { keyId: key.id, keyName: key.name, surface: request.surface, scenario, streamed: request.stream, user };
  }

  #refused(error: string): TestCall {
    const { ids, nowMs } = this.#proxy;
    const at = nowMs();
    return {
      ...this.#asked(),
      ...{ id: ids.next(at), at, error },
      modelId: this.#tested.request.models[0]?.id ?? "",
      provider: null,
      endpointId: null,
      outcome: "refused",
      finishReason: null,
      usageSource: "none",
      units: {},
      legs: NOTHING_CHARGED,
      versions: { price: null, fee: null, margin: null },
      attempts: [],
      firstContentMs: null,
      durationMs: Math.round(performance.now() - this.#startedMs),
    };
  }

  async #keep(call: TestCall): Promise<void> {
    this.#isKept = true;
    try {
      await this.#proxy.desk.testMode.remember(this.#tested.test.appId, call);
    } catch (error) {
      this.#proxy.log.warn({ err: error }, "a test call could not be remembered");
    }
  }
}
