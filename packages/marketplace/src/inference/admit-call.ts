import type { AdmitCallInput, AdmitCallResult } from "./admission.ts";
import { AdmissionAttempt, resolveTerms, UNAVAILABLE_RETRY_SECONDS } from "./admission-attempt.ts";
import type { CallGate } from "./call-gate.ts";
import { refuseUnsettled } from "./refuse-unsettled.ts";

/**
 * Admits a call: checks the key, resolves the margin, and places a hold for the worst case at pinned versions, on the credit and on every cap,
 * in one Redis script. When the credit covers only part, the output ceiling is lowered to what it affords. No hold, no dispatch: when Redis
 * cannot answer, the call is refused.
 */
export async function admitCall(gate: CallGate, input: AdmitCallInput): Promise<AdmitCallResult> {
  const terms = resolveTerms(input);
  if (terms.kind !== "terms") return terms;
  const unsettled = refuseUnsettled(gate);
  if (unsettled !== null) return unsettled;
  try {
    return await new AdmissionAttempt(gate, input, terms.margin).admit();
  } catch {
    // Redis may have placed the hold and only its answer was lost.
    gate.openCalls.abandon(input.callId, input.key.workspaceId);
    return { kind: "unavailable", retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS };
  }
}
