import type { Failure } from "@tollgate/gateway/classify-error";
import type { MediaUnreachable } from "./fetch-media.ts";
import type { InferenceCall } from "./inference-call.ts";
import { Refusal, retryAfterHeader } from "./refusal.ts";

const MAX_URL = 500;

/** How a call is refused whose attempts all failed. What the caller can act on wins over what it cannot. */
export function refusalAfter(
  call: InferenceCall,
  failures: readonly Failure[],
  unreachable: MediaUnreachable | null = null,
): Refusal {
  const metadata = {
    generation_id: call.generationId,
    attempts: call.attempts.map(({ providerSlug, result, status, ownKey }) => ({
      ...{ provider: providerSlug, result, status },
      ...(ownKey && { own_key: true }),
    })),
  };
  const headers = ["x-generation-id", call.generationId];
  if (call.interrupted) return new Refusal("shutting_down", { metadata, headers: [...headers, "retry-after", "1"] });
  if (unreachable !== null)
    return new Refusal("media_unreachable", {
      details: { message: unreachable.message, url: unreachable.url },
      metadata: { ...metadata, url: unreachable.url.slice(0, MAX_URL) },
      headers,
    });
  const last = failures.at(-1);
  if (last?.kind === "bad_request") {
    const status = last.status ?? 400;
    return new Refusal("upstream_refused", { details: { message: last.message }, metadata, headers, status });
  }
  if (failures.length > 0 && failures.every((failure) => failure.kind === "rate_limited")) {
    const waits = failures.map((failure) => failure.retryAfterMs ?? 1_000);
    const wait = retryAfterHeader(Math.min(...waits));
    return new Refusal("provider_rate_limited", {
      details: { retryAfterSeconds: wait.seconds },
      metadata: { ...metadata, retry_after_seconds: wait.seconds },
      headers: [...headers, ...wait.headers],
    });
  }
  if (last?.kind === "timeout") return new Refusal("provider_timeout", { metadata, headers });
  const ownKey = call.attempts.at(-1)?.ownKey === true && last?.kind === "credential_refused";
  const message = ownKey ? "it refused your own key, which may not be fallen back from" : phrase(last);
  return new Refusal("provider_error", { details: { message }, metadata, headers });
}

/** Vendors' own words may name accounts, so a caller gets the kind of failure only. */
function phrase(failure: Failure | undefined): string {
  if (!failure) return "no attempt was made";
  if (failure.kind === "connect_error") return "the connection failed";
  if (failure.kind === "credential_refused") return "the provider's own account has a problem";
  if (failure.kind === "model_missing") return "the provider does not have this model";
  return failure.status === null ? "the provider failed" : `the provider answered ${failure.status}`;
}
