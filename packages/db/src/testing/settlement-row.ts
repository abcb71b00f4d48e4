import { randomBytes } from "node:crypto";
import type { SettlementRow } from "../settle-calls.ts";

/** A uuid v7 (RFC 9562) at a moment in Unix milliseconds. */
export function callIdAt(ms: number): string {
  const time = ms.toString(16).padStart(12, "0");
  const random = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

export interface SettlementRowOptions {
  readonly workspaceId?: string;
  readonly builderWorkspaceId?: string | null;
  readonly providerWorkspaceId?: string | null;
  /** Cost, fee and surcharge in nano-USD. */
  readonly legs: readonly [bigint, bigint, bigint];
}

/** A settled call with everything a test does not care about filled in. Its event time is the one in its id. */
export function settlementRow(callId: string, options: SettlementRowOptions): SettlementRow {
  const [costNano, feeNano, surchargeNano] = options.legs;
  return {
    callId,
    workspaceId: options.workspaceId ?? "wsp_test",
    keyId: "key_test",
    appId: options.builderWorkspaceId ? "app_test" : null,
    grantId: options.builderWorkspaceId ? "gra_test" : null,
    builderWorkspaceId: options.builderWorkspaceId ?? null,
    modelId: "acme/echo-1",
    providerId: "prv_test",
    providerWorkspaceId: options.providerWorkspaceId === undefined ? "wsp_provider" : options.providerWorkspaceId,
    endpointId: "end_test",
    priceVersionId: "prc_test",
    feeVersionId: "fee_initial",
    marginVersionId: null,
    units: { input: 1000, output: 200 },
    legs: { costNano, feeNano, surchargeNano, chargeNano: costNano + feeNano + surchargeNano },
    holdNano: 10n ** 9n,
    outcome: "completed",
    usageSource: "reported",
    finishReason: "stop",
    attempts: [{ endpointId: "end_test", providerSlug: "test", status: 200, result: "served", durationMs: 200 }],
    streamed: false,
    firstContentMs: 100,
    durationMs: 200,
    eventAt: new Date(Number.parseInt(callId.replaceAll("-", "").slice(0, 12), 16)),
  };
}
