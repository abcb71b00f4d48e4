import type { AdmitCallResult } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";

/** A disk is looked at every few seconds, a backlog goes as fast as Postgres comes back. */
const RETRY_SECONDS = 5;

/** Refuses a call while too much that calls have used already waits to be settled, on this proxy's disk or in Redis. */
export function refuseUnsettled({
  spool,
  backlog,
}: Pick<CallGate, "spool" | "backlog">): Extract<AdmitCallResult, { kind: "unavailable" }> | null {
  if (!spool?.full && !backlog.above) return null;
  return { kind: "unavailable", retryAfterSeconds: RETRY_SECONDS };
}
