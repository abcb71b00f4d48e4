import { parseGenerationId, toGenerationId } from "@tollgate/gateway/call-id";
import type { Receipt } from "@tollgate/marketplace/inference/get-receipt";
import type { TestKeyRecord } from "@tollgate/marketplace/snapshot/records";
import type { TestCall } from "@tollgate/marketplace/test-mode/test-call";
import { readGenerationId, writeGeneration } from "../account-answers.ts";
import type { ProxyContext } from "../proxy-context.ts";
import { Refusal } from "../refusal.ts";

/**
 * Body of `GET /v1/generation?id=` for a test key: what a receipt would say, marked as a test and signed by nobody.
 * @throws Refusal 404 for anything but a test call of the key's own app.
 */
export async function testGeneration(
  { desk }: ProxyContext,
  test: TestKeyRecord,
  asked: string | null,
): Promise<string> {
  const callId = parseGenerationId(readGenerationId(asked));
  const call = callId === null ? null : await desk.testMode.find(test.appId, callId);
  if (call === null) throw new Refusal("generation_not_found", { details: { param: "id" } });
  const receipt = asReceipt(call, test);
  return writeGeneration({ receipt, workspaceId: test.builderWorkspaceId, mode: "test", signed: null });
}

function asReceipt(call: TestCall, { appId, appName, builderWorkspaceId }: TestKeyRecord): Receipt {
  const { keyId, modelId, provider, endpointId, versions, units, legs, attempts, streamed } = call;
  const at = new Date(call.at);
  return {
    ...{ keyId, modelId, provider, endpointId, units, legs, attempts, streamed },
    id: toGenerationId(call.id),
    callId: call.id,
    workspaceId: builderWorkspaceId,
    app: { id: appId, name: appName },
    feeAppliesTo: "call",
    versions: { ...versions, fee: versions.fee ?? "" },
    holdNano: 0n,
    outcome: call.outcome,
    usageSource: call.usageSource,
    finishReason: call.finishReason,
    firstContentMs: call.firstContentMs,
    durationMs: call.durationMs,
    eventAt: at,
    bookedAt: at,
    journalId: null,
  };
}
