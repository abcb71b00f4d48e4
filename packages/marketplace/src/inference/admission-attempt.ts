import { type HoldAnswer, placeHold } from "@tollgate/db/redis/place-hold";
import { sponsoredLotId } from "@tollgate/db/sponsored-credit";
import type { PinnedVersions } from "@tollgate/pricing/price-call";
import { affordableOutput, quoteWorstCase, type UsageBounds } from "@tollgate/pricing/quote";
import type { FeeVersion, MarginVersion } from "@tollgate/pricing/versions";
import type { EndpointRecord } from "../snapshot/records.ts";
import type { Admission, AdmitCallInput, AdmitCallResult } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import { type Cap, capsOf, warmCall } from "./caps.ts";
import { countedCall } from "./counted-call.ts";
import { writeIntent } from "./intent.ts";
import { marginOf, pinnedVersions } from "./pinned-versions.ts";
import {
  outputWithinTokenLimits,
  type RateCounter,
  rateCounters,
  secondsLeftInMinute,
  standings,
} from "./rate-counters.ts";

/** An answer shorter than this is of no use: rather refuse and say what is missing. */
const LEAST_USEFUL_OUTPUT = 16;
/** Credit may change between two attempts to place a hold; after this many the call is refused. */
const MAX_ATTEMPTS = 5;

export const UNAVAILABLE_RETRY_SECONDS = 2;

export type AdmissionRefusal = Exclude<AdmitCallResult, { kind: "admitted" }>;

/** What a look at a call without placing a hold finds. */
export type AdmissionLook =
  | { readonly kind: "fits"; readonly maxOutputTokens: number; readonly clamped: boolean }
  | AdmissionRefusal;

export type ResolvedTerms =
  | { readonly kind: "terms"; readonly margin: MarginVersion | null }
  | Extract<AdmissionRefusal, { kind: "key_refused" | "consent_required" }>;

/** Whether a key may call at all now, and the margin its calls carry. */
export function resolveTerms({ key, nowMs }: Pick<AdmitCallInput, "key" | "nowMs">): ResolvedTerms {
  if (key.revoked) return { kind: "key_refused", reason: "revoked" };
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return { kind: "key_refused", reason: "expired" };
  if (key.grant !== null && !key.grant.active) return { kind: "key_refused", reason: "grant_revoked" };
  const resolved = marginOf(key, nowMs);
  if (resolved.kind === "consent_required") return { kind: "consent_required", appId: key.grant?.appId ?? "" };
  return { kind: "terms", margin: resolved.kind === "margin" ? resolved.margin : null };
}

interface HoldOptions {
  readonly ttlMs: number | null;
  /** The sponsored lot to hold on; `null` for the workspace's own credit. */
  readonly lotId: string | null;
  /** Whether less output is better than a refusal. */
  readonly clamp: boolean;
}

/** One call on its way to a hold: the ceiling shrinks until it fits or nothing useful is left. */
export class AdmissionAttempt {
  readonly #gate: CallGate;
  readonly #input: AdmitCallInput;
  readonly #margin: MarginVersion | null;
  readonly #versions: readonly PinnedVersions[];
  readonly #caps: readonly Cap[];
  readonly #fee: FeeVersion;

  constructor(gate: CallGate, input: AdmitCallInput, margin: MarginVersion | null) {
    this.#gate = gate;
    this.#input = input;
    this.#margin = margin;
    this.#fee = gate.snapshot().fee;
    this.#versions = input.candidates.map((endpoint) => pinnedVersions(endpoint, this.#fee, margin));
    this.#caps = capsOf(input.key, input.nowMs);
  }

  async admit(): Promise<AdmitCallResult> {
    const result = await this.#run(this.#gate.settings.holdTtlMs);
    if (result.kind === "fits") throw new Error("a hold that was asked for was only looked at");
    return result;
  }

  /** Says whether a hold would be placed now, and places none. */
  async look(): Promise<AdmissionLook> {
    const result = await this.#run(null);
    if (result.kind === "admitted") throw new Error("a quote found its call id in use");
    return result;
  }

  /** Versions the call would be priced by, one per candidate. */
  get versions(): readonly PinnedVersions[] {
    return this.#versions;
  }

  get fee(): FeeVersion {
    return this.#fee;
  }

  /** Output ceiling before credit and limits lower it. */
  get askedCeiling(): number {
    return this.#ceiling();
  }

  /**
   * What the app's builder sponsors pays for a call where it covers all of it, else the workspace's own credit does. Where that covers nothing
   * useful either, the call gets as much as the rest of the sponsored lot affords.
   * @param ttlMs how long the hold lasts; `null` places none.
   */
  async #run(ttlMs: number | null): Promise<AdmitCallResult | AdmissionLook> {
    const lotId = this.#sponsoredLot();
    const clamp = this.#input.outputIsFixed !== true;
    if (lotId === null) return await this.#hold({ ttlMs, lotId, clamp });
    const sponsored = await this.#hold({ ttlMs, lotId, clamp: false });
    if (sponsored.kind !== "insufficient_credit") return sponsored;
    const own = await this.#hold({ ttlMs, lotId: null, clamp });
    if (own.kind !== "insufficient_credit" || sponsored.availableNano <= 0n) return own;
    const rest = await this.#hold({ ttlMs, lotId, clamp });
    return rest.kind === "insufficient_credit" ? own : rest;
  }

  /** This month's lot of the grant, when the margin says that there is one. */
  #sponsoredLot(): string | null {
    const { key, nowMs } = this.#input;
    if (key.grant === null || this.#margin === null || this.#margin.sponsoredMonthlyNano === 0n) return null;
    return sponsoredLotId(key.grant.id, nowMs);
  }

  async #hold({ ttlMs, lotId, clamp }: HoldOptions): Promise<AdmitCallResult | AdmissionLook> {
    if (!this.#gate.epochs.joined) return { kind: "unavailable", retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS };
    const asked = this.#ceiling();
    let ceiling = Math.min(asked, outputWithinTokenLimits(this.#input.key, this.#input.inputTokensBound));
    if (ceiling < (this.#input.outputIsFixed ? asked : Math.min(LEAST_USEFUL_OUTPUT, asked)))
      return this.#tooLargeForMinute(asked);
    for (let attempt = 1; ; attempt++) {
      const hold = this.#worstCase(ceiling);
      const { maxSurchargeNano } = this.#input;
      if (maxSurchargeNano !== null && hold.surchargeNano > maxSurchargeNano) {
        return { kind: "surcharge_too_high", surchargeNano: hold.surchargeNano };
      }
      const counters = this.#counters(ceiling);
      const answer = await this.#placeHold(hold.chargeNano, { counters, ttlMs, lotId });
      switch (answer.kind) {
        case "admitted": {
          const admission = this.#admission(answer, counters, { ceiling, asked, lotId });
          this.#gate.openCalls.add(admission, this.#gate.nowMs());
          return { kind: "admitted", admission };
        }
        case "fits":
          return { kind: "fits", maxOutputTokens: ceiling, clamped: ceiling < asked };
        case "closed":
          void this.#gate.epochs.look();
          return { kind: "unavailable", retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS };
        case "revoked":
          return { kind: "key_refused", reason: "revoked" };
        case "limited":
          return this.#rateLimited(counters[answer.index]);
        case "cold":
          if (attempt > MAX_ATTEMPTS) throw new Error("credit could not be loaded");
          await warmCall(this.#gate, this.#input.key, { caps: this.#caps, lotId });
          break;
        case "short": {
          const refusal = {
            availableNano: answer.availableNano,
            usedNano: answer.usedNano,
            neededNano: hold.chargeNano,
          };
          const lower = clamp ? this.#affordable(ceiling, refusal) : null;
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
    const limitOf = ({ maxOutputTokens: own }: EndpointRecord) =>
      own ?? model.maxOutputTokens ?? Number.POSITIVE_INFINITY;
    // What gives no tokens, such as embeddings, asks for none.
    if (maxOutputTokens === 0) return 0;
    const most = maxOutputTokens ?? this.#gate.settings.defaultMaxOutputTokens;
    return Math.max(1, Math.min(most, Math.max(...candidates.map(limitOf))));
  }

  #bounds(outputTokens: number): UsageBounds {
    return { inputTokens: this.#input.inputTokensBound, outputTokens, others: this.#input.unitsBound };
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

  async #placeHold(
    holdNano: bigint,
    { counters, ttlMs, lotId }: Omit<HoldOptions, "clamp"> & { readonly counters: readonly RateCounter[] },
  ) {
    const { callId, key } = this.#input;
    const counted = countedCall(counters);
    return await placeHold(this.#gate.redis, {
      callId,
      workspaceId: key.workspaceId,
      lotId,
      keyId: key.id,
      holdNano,
      ttlMs,
      counters,
      caps: this.#caps,
      intent: writeIntent(this.#input, { fee: this.#fee, margin: this.#margin, caps: this.#caps, counted, lotId }),
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

  #refuse({ availableNano, usedNano, neededNano }: Shortage): AdmissionRefusal {
    for (const [index, cap] of this.#caps.entries()) {
      const left = cap.limitNano - (usedNano[index] ?? 0n);
      if (left < neededNano && left < availableNano) {
        const { scope, limitNano, resetsAtMs } = cap;
        return { kind: "cap_exceeded", scope, limitNano, missingNano: neededNano - left, resetsAtMs };
      }
    }
    return { kind: "insufficient_credit", availableNano, missingNano: neededNano - availableNano };
  }

  #rateLimited(counter: RateCounter | undefined): AdmissionRefusal {
    if (counter === undefined) throw new Error("admission was refused by a counter that nobody asked of");
    const { scope, kind, limit } = counter;
    const retryAfterSeconds = kind === "concurrency" ? 1 : secondsLeftInMinute(this.#input.nowMs);
    return { kind: "rate_limited", scope, limited: kind, limit: limit ?? 0, retryAfterSeconds };
  }

  /** The input alone does not fit into an empty minute: waiting would not help, and the limit named says so. */
  #tooLargeForMinute(ceiling: number): AdmissionRefusal {
    const tokenCounters = this.#counters(ceiling).filter(({ kind }) => kind === "tokens_per_minute");
    return this.#rateLimited(tokenCounters.find(({ amount, limit }) => limit !== null && amount > limit));
  }

  #admission(
    { holdNano, counts }: Extract<HoldAnswer, { kind: "admitted" }>,
    counters: readonly RateCounter[],
    { ceiling, asked, lotId }: { readonly ceiling: number; readonly asked: number; readonly lotId: string | null },
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
      unitsBound: this.#input.unitsBound,
      clamped: ceiling < asked,
      fee: this.#fee,
      margin: this.#margin,
      lotId,
      admittedAtMs: nowMs,
      caps: this.#caps,
      counted: countedCall(counters),
      rates: standings(counters, { counts, nowMs }),
    };
  }
}

interface Shortage {
  readonly availableNano: bigint;
  readonly usedNano: readonly bigint[];
  readonly neededNano: bigint;
}
