import { type HoldAnswer, placeHold } from "@tollgate/db/redis/place-hold";
import type { PinnedVersions } from "@tollgate/pricing/price-call";
import { affordableOutput, quoteWorstCase, type UsageBounds } from "@tollgate/pricing/quote";
import type { MarginVersion } from "@tollgate/pricing/versions";
import type { Admission, AdmitCallInput, AdmitCallResult, CountedCall, RateStanding } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import { type Cap, capsOf, warmCall } from "./caps.ts";
import { writeIntent } from "./intent.ts";
import { marginOf, pinnedVersions } from "./pinned-versions.ts";
import { outputWithinTokenLimits, type RateCounter, rateCounters, secondsLeftInMinute } from "./rate-counters.ts";

/** An answer shorter than this is of no use: rather refuse and say what is missing. */
const LEAST_USEFUL_OUTPUT = 16;
/** Credit may change between two attempts to place a hold; after this many the call is refused. */
const MAX_ATTEMPTS = 5;
const UNAVAILABLE_RETRY_SECONDS = 2;

/**
 * Admits a call: checks the key, resolves the margin, and places a hold for the worst case at pinned versions, on the credit and on every cap,
 * in one Redis script. When the credit covers only part, the output ceiling is lowered to what it affords. No hold, no dispatch: when Redis
 * cannot answer, the call is refused.
 */
export async function admitCall(gate: CallGate, input: AdmitCallInput): Promise<AdmitCallResult> {
  const { key, nowMs } = input;
  if (key.revoked) return { kind: "key_refused", reason: "revoked" };
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return { kind: "key_refused", reason: "expired" };
  if (key.grant !== null && !key.grant.active) return { kind: "key_refused", reason: "grant_revoked" };
  const resolved = marginOf(key, nowMs);
  if (resolved.kind === "consent_required") return { kind: "consent_required", appId: key.grant?.appId ?? "" };
  const margin = resolved.kind === "margin" ? resolved.margin : null;
  try {
    return await new AdmissionAttempt(gate, input, margin).run();
  } catch {
    // Redis may have placed the hold and only its answer was lost.
    gate.openCalls.abandon(input.callId, key.workspaceId);
    return { kind: "unavailable", retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS };
  }
}

/** One call on its way to a hold: the ceiling shrinks until it fits or nothing useful is left. */
class AdmissionAttempt {
  readonly #gate: CallGate;
  readonly #input: AdmitCallInput;
  readonly #margin: MarginVersion | null;
  readonly #versions: readonly PinnedVersions[];
  readonly #caps: readonly Cap[];
  readonly #fee;

  constructor(gate: CallGate, input: AdmitCallInput, margin: MarginVersion | null) {
    this.#gate = gate;
    this.#input = input;
    this.#margin = margin;
    this.#fee = gate.snapshot().fee;
    this.#versions = input.candidates.map((endpoint) => pinnedVersions(endpoint, this.#fee, margin));
    this.#caps = capsOf(input.key, input.nowMs);
  }

  async run(): Promise<AdmitCallResult> {
    const asked = this.#ceiling();
    let ceiling = Math.min(asked, outputWithinTokenLimits(this.#input.key, this.#input.inputTokensBound));
    if (ceiling < Math.min(LEAST_USEFUL_OUTPUT, asked)) return this.#tooLargeForMinute(asked);
    for (let attempt = 1; ; attempt++) {
      const hold = this.#worstCase(ceiling);
      const { maxSurchargeNano } = this.#input;
      if (maxSurchargeNano !== null && hold.surchargeNano > maxSurchargeNano) {
        return { kind: "surcharge_too_high", surchargeNano: hold.surchargeNano };
      }
      const counters = this.#counters(ceiling);
      const answer = await this.#placeHold(hold.chargeNano, counters);
      switch (answer.kind) {
        case "admitted":
          this.#gate.openCalls.add(this.#input.callId, this.#input.key.workspaceId, this.#gate.nowMs());
          return { kind: "admitted", admission: this.#admission(answer, counters, { ceiling, asked }) };
        case "revoked":
          return { kind: "key_refused", reason: "revoked" };
        case "limited":
          return this.#rateLimited(counters[answer.index]);
        case "cold":
          if (attempt > MAX_ATTEMPTS) throw new Error("credit could not be loaded");
          await warmCall(this.#gate, this.#input.key, this.#caps);
          break;
        case "short": {
          const refusal = {
            availableNano: answer.availableNano,
            usedNano: answer.usedNano,
            neededNano: hold.chargeNano,
          };
          const lower = this.#affordable(ceiling, refusal);
          if (lower === null || attempt > MAX_ATTEMPTS) return this.#refuse(refusal);
          ceiling = lower;
          break;
        }
      }
    }
  }

  /** Output tokens to reserve: asked or default, within what the model and every candidate can give. */
  #ceiling(): number {
    const { model, candidates, maxOutputTokens } = this.#input;
    const limits = candidates.map(
      (endpoint) => endpoint.maxOutputTokens ?? model.maxOutputTokens ?? Number.POSITIVE_INFINITY,
    );
    return Math.max(1, Math.min(maxOutputTokens ?? this.#gate.settings.defaultMaxOutputTokens, Math.max(...limits)));
  }

  #bounds(outputTokens: number): UsageBounds {
    return { inputTokens: this.#input.inputTokensBound, outputTokens };
  }

  #worstCase(ceiling: number): { chargeNano: bigint; surchargeNano: bigint } {
    let chargeNano = 0n;
    let surchargeNano = 0n;
    for (const versions of this.#versions) {
      const quote = quoteWorstCase(this.#bounds(ceiling), versions);
      if (quote.chargeNano > chargeNano) chargeNano = quote.chargeNano;
      if (quote.surchargeNano > surchargeNano) surchargeNano = quote.surchargeNano;
    }
    return { chargeNano, surchargeNano };
  }

  #counters(ceiling: number): RateCounter[] {
    const { key, inputTokensBound, nowMs } = this.#input;
    return rateCounters(key, { tokens: inputTokensBound + ceiling, nowMs });
  }

  async #placeHold(holdNano: bigint, counters: readonly RateCounter[]) {
    const { callId, key } = this.#input;
    const counted = countedCall(counters);
    return await placeHold(this.#gate.redis, {
      callId,
      workspaceId: key.workspaceId,
      keyId: key.id,
      holdNano,
      ttlMs: this.#gate.settings.holdTtlMs,
      counters,
      caps: this.#caps,
      intent: writeIntent(this.#input, { fee: this.#fee, margin: this.#margin, caps: this.#caps, counted }),
    });
  }

  #affordable(ceiling: number, { availableNano, usedNano }: Shortage): number | null {
    let budget = availableNano;
    this.#caps.forEach((cap, index) => {
      const left = cap.limitNano - (usedNano[index] ?? 0n);
      if (left < budget) budget = left;
    });
    let least = ceiling - 1;
    for (const versions of this.#versions) {
      const output = affordableOutput(this.#bounds(ceiling), versions, budget);
      if (output === null) return null;
      least = Math.min(least, output);
    }
    return least >= Math.min(LEAST_USEFUL_OUTPUT, this.#ceiling()) ? least : null;
  }

  #refuse({ availableNano, usedNano, neededNano }: Shortage): AdmitCallResult {
    for (const [index, cap] of this.#caps.entries()) {
      const left = cap.limitNano - (usedNano[index] ?? 0n);
      if (left < neededNano && left < availableNano) {
        const { scope, limitNano, resetsAtMs } = cap;
        return { kind: "cap_exceeded", scope, limitNano, missingNano: neededNano - left, resetsAtMs };
      }
    }
    return { kind: "insufficient_credit", availableNano, missingNano: neededNano - availableNano };
  }

  #rateLimited(counter: RateCounter | undefined): AdmitCallResult {
    if (counter === undefined) throw new Error("admission was refused by a counter that nobody asked of");
    const { scope, kind, limit } = counter;
    const retryAfterSeconds = kind === "concurrency" ? 1 : secondsLeftInMinute(this.#input.nowMs);
    return { kind: "rate_limited", scope, limited: kind, limit: limit ?? 0, retryAfterSeconds };
  }

  /** The input alone does not fit into an empty minute: waiting would not help, and the limit named says so. */
  #tooLargeForMinute(ceiling: number): AdmitCallResult {
    const tokenCounters = this.#counters(ceiling).filter(({ kind }) => kind === "tokens_per_minute");
    return this.#rateLimited(tokenCounters.find(({ amount, limit }) => limit !== null && amount > limit));
  }

  #admission(
    { holdNano, counts }: Extract<HoldAnswer, { kind: "admitted" }>,
    counters: readonly RateCounter[],
    { ceiling, asked }: { readonly ceiling: number; readonly asked: number },
  ): Admission {
    const { callId, key, model, candidates, nowMs } = this.#input;
    return {
      callId,
      key,
      model,
      candidates,
      holdNano,
      maxOutputTokens: ceiling,
      inputTokensBound: this.#input.inputTokensBound,
      clamped: ceiling < asked,
      fee: this.#fee,
      margin: this.#margin,
      admittedAtMs: nowMs,
      caps: this.#caps,
      counted: countedCall(counters),
      rates: standings(counters, { counts, nowMs }),
    };
  }
}

function countedCall(counters: readonly RateCounter[]): CountedCall {
  const openKeys: string[] = [];
  const tokenKeys: string[] = [];
  let reservedTokens = 0;
  for (const { kind, counterKey, amount } of counters) {
    if (kind === "concurrency") openKeys.push(counterKey);
    if (kind !== "tokens_per_minute") continue;
    tokenKeys.push(counterKey);
    reservedTokens = amount;
  }
  return { openKeys, tokenKeys, reservedTokens };
}

function standings(
  counters: readonly RateCounter[],
  { counts, nowMs }: { readonly counts: readonly number[]; readonly nowMs: number },
): RateStanding[] {
  const resetSeconds = secondsLeftInMinute(nowMs);
  return counters.flatMap(({ kind, limit }, index) => {
    const used = counts[index];
    if (kind === "concurrency" || limit === null || used === undefined) return [];
    return [{ kind, limit, remaining: Math.max(0, limit - used), resetSeconds }];
  });
}

interface Shortage {
  readonly availableNano: bigint;
  readonly usedNano: readonly bigint[];
  readonly neededNano: bigint;
}
