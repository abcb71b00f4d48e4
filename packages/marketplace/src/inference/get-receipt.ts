import { setTimeout as pause } from "node:timers/promises";
import { type Receipt, readReceipt } from "../calls/receipt.ts";
import type { CallGate } from "./call-gate.ts";

export type { Receipt };

/** A call that just ended is settled within this time; asking right after it should not say that it is unknown. */
const SETTLING_MS = 2_000;
const STEP_MS = 50;

/** The receipt of a call, for `GET /v1/generation`. Waits a moment for a call whose settlement is under way. */
export async function getReceipt(
  { db }: Pick<CallGate, "db">,
  call: { readonly workspaceId: string; readonly callId: string },
): Promise<Receipt | null> {
  const deadline = performance.now() + (isRecent(call.callId) ? SETTLING_MS : 0);
  for (;;) {
    const receipt = await readReceipt(db, call);
    if (receipt || performance.now() >= deadline) return receipt;
    await pause(STEP_MS);
  }
}

/** Whether the time inside the id (uuid v7) is within the longest a call may last. */
function isRecent(callId: string): boolean {
  const startedMs = Number.parseInt(callId.replaceAll("-", "").slice(0, 12), 16);
  return Date.now() - startedMs < 20 * 60_000;
}
