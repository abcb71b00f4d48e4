import type { ScenarioName } from "@tollgate/gateway/simulated/scenarios";
import { NANO_PER_USD } from "@tollgate/money/nano";
import type { Admission, AdmitCallResult } from "../inference/admission.ts";

/** What refusals that pass ask callers to wait. */
export const TEST_RETRY_SECONDS = 7;
const LIMIT_PER_MINUTE = 60;
const CAP_NANO = 10n * NANO_PER_USD;

/** Admission as a scenario wants it to end, for one that would have ended well; `null` for scenarios that begin later. */
export function refuseAdmission(scenario: ScenarioName | null, admission: Admission): AdmitCallResult | null {
  const missingNano = admission.holdNano > 0n ? admission.holdNano : 1n;
  switch (scenario) {
    case "insufficient_credit":
      return { kind: scenario, availableNano: 0n, missingNano };
    case "cap_reached":
      return {
        ...{ kind: "cap_exceeded", scope: "grant", limitNano: CAP_NANO, missingNano },
        resetsAtMs: nextMonthMs(admission.admittedAtMs),
      };
    case "consent_required":
      return { kind: scenario, appId: admission.key.grant?.appId ?? "" };
    case "grant_revoked":
      return { kind: "key_refused", reason: scenario };
    case "key_revoked":
      return { kind: "key_refused", reason: "revoked" };
    case "key_expired":
      return { kind: "key_refused", reason: "expired" };
    case "rate_limited":
      return {
        ...{ kind: scenario, scope: "grant", limited: "requests_per_minute", limit: LIMIT_PER_MINUTE },
        retryAfterSeconds: TEST_RETRY_SECONDS,
      };
    case "temporarily_unavailable":
      return { kind: "unavailable", retryAfterSeconds: TEST_RETRY_SECONDS };
    default:
      return null;
  }
}

function nextMonthMs(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
}
