import { nanoToUsd } from "@tollgate/gateway/decimal";
import type {
  Admission,
  AdmitCallInput,
  AdmitCallResult,
  CapScope,
  RateKind,
} from "@tollgate/marketplace/inference/admission";
import { isNobody } from "@tollgate/marketplace/test-mode/customer-of-test";
import type { ProxyContext } from "./proxy-context.ts";
import { Refusal, retryAfterHeader } from "./refusal.ts";

/** Asks for a hold. @throws Refusal with the catalogue's answer when there is none. */
export async function admit(proxy: ProxyContext, input: AdmitCallInput): Promise<Admission> {
  const result = await proxy.desk.admit(input);
  if (result.kind === "admitted") return result.admission;
  throw refusalFor(result, proxy, input.key.workspaceId);
}

/** How a call that is not admitted is refused. */
export function refusalFor(
  result: Exclude<AdmitCallResult, { kind: "admitted" }>,
  proxy: ProxyContext,
  workspaceId: string,
): Refusal {
  switch (result.kind) {
    case "insufficient_credit":
      return insufficientCredit(result, billingPage(proxy, workspaceId));
    case "cap_exceeded":
      return capExceeded(result);
    case "rate_limited":
      return rateLimited(result);
    case "key_refused":
      if (result.reason === "grant_revoked") return new Refusal("grant_revoked");
      return new Refusal(result.reason === "revoked" ? "api_key_revoked" : "api_key_expired");
    case "consent_required":
      return new Refusal("consent_required", {
        metadata: { app_id: result.appId, consent_url: `${proxy.settings.consoleUrl}/connect/${result.appId}` },
      });
    case "surcharge_too_high":
      return new Refusal("surcharge_too_high", {
        details: { surcharge: nanoToUsd(result.surchargeNano), param: "max_surcharge" },
        metadata: { surcharge_usd: nanoToUsd(result.surchargeNano) },
      });
    case "unavailable": {
      const wait = retryAfterHeader(result.retryAfterSeconds * 1000);
      return new Refusal("temporarily_unavailable", {
        details: { retryAfterSeconds: wait.seconds },
        metadata: { retry_after_seconds: wait.seconds },
        headers: wait.headers,
      });
    }
  }
}

function billingPage({ settings }: ProxyContext, workspaceId: string): string {
  const page = `${settings.consoleUrl}/billing`;
  return isNobody(workspaceId) ? page : `${page}?workspace=${workspaceId}`;
}

function insufficientCredit(
  { availableNano, missingNano }: Extract<AdmitCallResult, { kind: "insufficient_credit" }>,
  topUpUrl: string,
): Refusal {
  const available = nanoToUsd(availableNano);
  const missing = nanoToUsd(missingNano);
  return new Refusal("insufficient_credit", {
    details: { available, missing, topUpUrl },
    metadata: { available_usd: available, missing_usd: missing, top_up_url: topUpUrl },
  });
}

/** What a scope is called in a sentence. */
const SCOPE_NAMES: Record<CapScope, string> = {
  key: "key",
  grant: "app grant",
  member: "member",
  workspace: "workspace",
};

const RATE_NAMES: Record<RateKind, string> = {
  requests_per_minute: "requests per minute",
  tokens_per_minute: "tokens per minute",
  concurrency: "calls at once",
};

function capExceeded(result: Extract<AdmitCallResult, { kind: "cap_exceeded" }>): Refusal {
  const { scope, resetsAtMs } = result;
  const resetsAt = resetsAtMs === null ? null : new Date(resetsAtMs).toISOString();
  const limit = nanoToUsd(result.limitNano);
  const missing = nanoToUsd(result.missingNano);
  return new Refusal("cap_exceeded", {
    details: { scope: SCOPE_NAMES[scope], limit, missing, ...(resetsAt !== null && { resetsAt }) },
    metadata: { scope, limit_usd: limit, missing_usd: missing, resets_at: resetsAt },
  });
}

function rateLimited(result: Extract<AdmitCallResult, { kind: "rate_limited" }>): Refusal {
  const wait = retryAfterHeader(result.retryAfterSeconds * 1000);
  return new Refusal("rate_limited", {
    details: {
      limit: String(result.limit),
      scope: SCOPE_NAMES[result.scope],
      message: RATE_NAMES[result.limited],
      retryAfterSeconds: wait.seconds,
    },
    metadata: {
      scope: result.scope,
      limited: result.limited,
      limit: result.limit,
      retry_after_seconds: wait.seconds,
    },
    headers: [
      ...wait.headers,
      "x-ratelimit-limit",
      String(result.limit),
      "x-ratelimit-remaining",
      "0",
      "x-ratelimit-reset",
      String(wait.seconds),
    ],
  });
}
