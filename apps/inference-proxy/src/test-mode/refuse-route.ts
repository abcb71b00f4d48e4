import type { ScenarioName } from "@tollgate/gateway/simulated/scenarios";
import { TEST_RETRY_SECONDS } from "@tollgate/marketplace/test-mode/refuse-admission";
import { Refusal, retryAfterHeader } from "../refusal.ts";

/** What a scenario makes of routing, and of providers that let a call wait longer than anybody would; `null` for all others. */
export function refuseRoute(scenario: ScenarioName | null, modelId: string): Refusal | null {
  if (scenario === "provider_timeout") return new Refusal("provider_timeout");
  if (scenario !== "no_endpoint_available") return null;
  const wait = retryAfterHeader(TEST_RETRY_SECONDS * 1000);
  return new Refusal("no_endpoint_available", {
    details: { retryAfterSeconds: wait.seconds },
    metadata: { model: modelId, retry_after_seconds: wait.seconds },
    headers: wait.headers,
  });
}
