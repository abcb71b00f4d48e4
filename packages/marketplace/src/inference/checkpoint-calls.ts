import { checkpointCalls as checkpointInRedis } from "@tollgate/db/redis/checkpoint-calls";
import type { UsageUnits } from "@tollgate/pricing/usage-units";
import type { Admission } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import { writeProgress } from "./call-progress.ts";
import { priceOutcome } from "./price-outcome.ts";

/** How far a call has come that is still open. */
export interface OpenProgress {
  readonly admission: Admission;
  readonly endpointId: string;
  /** The customer's own key it is served with, if it is one. */
  readonly ownKeyId?: string | undefined;
  /** Delivered so far. */
  readonly units: UsageUnits;
  readonly firstContentMs: number | null;
  readonly durationMs: number;
}

/** Notes how far open calls have come, so that what was delivered is charged when their process dies. Ended calls are left alone. */
export async function checkpointCalls(gate: Pick<CallGate, "redis">, calls: readonly OpenProgress[]): Promise<void> {
  if (calls.length === 0) return;
  await checkpointInRedis(
    gate.redis,
    calls.map((call) => ({
      callId: call.admission.callId,
      workspaceId: call.admission.key.workspaceId,
      progress: writeProgress(call, priceOutcome(call.admission, call)),
    })),
  );
}
