import { countTestCall, readTestCalls, rememberTestCall } from "@tollgate/db/redis/test-calls";
import { quoteWorstCase } from "@tollgate/pricing/quote";
import type { Admission, AdmitCallInput, AdmitCallResult } from "../inference/admission.ts";
import { AdmissionAttempt, type AdmissionRefusal, resolveTerms } from "../inference/admission-attempt.ts";
import type { CallGate } from "../inference/call-gate.ts";
import { describeQuote, type QuoteCallResult } from "../inference/quote-call.ts";
import { readTestCall, type TestCall, writeTestCall } from "./test-call.ts";

/** Calls of one app in a minute, all its test keys together. */
export const TEST_CALLS_PER_MINUTE = 120;

/** Test mode as the proxy uses it. Nothing of it holds credit, counts on a limit of customers' or is settled. */
export interface TestMode {
  /** Counts a call on its app. Rejects when Redis does not answer. @returns a refusal beyond the limit of a minute. */
  count(appId: string): Promise<Extract<AdmissionRefusal, { kind: "rate_limited" }> | null>;
  /** The terms a customer's call would go by, with nothing held. */
  admit(input: AdmitCallInput): AdmitCallResult;
  quote(input: AdmitCallInput): QuoteCallResult;
  remember(appId: string, call: TestCall): Promise<void>;
  /** `null` when no such call of the app is kept. */
  find(appId: string, callId: string): Promise<TestCall | null>;
}

export function openTestMode(gate: CallGate): TestMode {
  return {
    async count(appId) {
      const nowMs = gate.nowMs();
      if ((await countTestCall(gate.redis, appId, nowMs)) <= TEST_CALLS_PER_MINUTE) return null;
      const retryAfterSeconds = 60 - (Math.floor(nowMs / 1000) % 60);
      const limited = { limited: "requests_per_minute", limit: TEST_CALLS_PER_MINUTE } as const;
      return { kind: "rate_limited", scope: "key", ...limited, retryAfterSeconds };
    },
    admit: (input) => admitUnheld(gate, input),
    quote(input) {
      const terms = resolveTerms(input);
      if (terms.kind !== "terms") return terms;
      const attempt = new AdmissionAttempt(gate, input, terms.margin);
      const fits = { kind: "fits", maxOutputTokens: attempt.askedCeiling, clamped: false } as const;
      return { kind: "quote", quote: describeQuote(attempt, { input, margin: terms.margin, admission: fits }) };
    },
    remember: (appId, call) => rememberTestCall(gate.redis, appId, writeTestCall(call)),
    async find(appId, callId) {
      for (const json of await readTestCalls(gate.redis, appId)) {
        const call = json.includes(callId) ? readTestCall(json) : null;
        if (call?.id === callId) return call;
      }
      return null;
    },
  };
}

function admitUnheld(gate: CallGate, input: AdmitCallInput): AdmitCallResult {
  const terms = resolveTerms(input);
  if (terms.kind !== "terms") return terms;
  const attempt = new AdmissionAttempt(gate, input, terms.margin);
  const maxOutputTokens = attempt.askedCeiling;
  const bounds = { inputTokens: input.inputTokensBound, outputTokens: maxOutputTokens, others: input.unitsBound };
  const worst = attempt.versions.map((versions) => quoteWorstCase(bounds, versions));
  const surchargeNano = worst.reduce((most, legs) => (legs.surchargeNano > most ? legs.surchargeNano : most), 0n);
  if (input.maxSurchargeNano !== null && surchargeNano > input.maxSurchargeNano)
    return { kind: "surcharge_too_high", surchargeNano };
  const { callId, key, model, candidates, inputTokensBound, unitsBound } = input;
  const admission: Admission = {
    ...{ callId, key, model, candidates, inputTokensBound, unitsBound, maxOutputTokens },
    holdNano: worst.reduce((most, legs) => (legs.chargeNano > most ? legs.chargeNano : most), 0n),
    clamped: false,
    fee: attempt.fee,
    margin: terms.margin,
    lotId: null,
    admittedAtMs: input.nowMs,
    caps: [],
    counted: { openKeys: [], tokenKeys: [], reservedTokens: 0 },
    rates: [],
  };
  return { kind: "admitted", admission };
}
