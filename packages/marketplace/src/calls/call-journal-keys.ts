/** Idempotency key of the journal that gives a call's charge back. */
export function callReversalKey(callId: string): string {
  return `call:${callId}:reversal`;
}

/** Idempotency key of the journal that books the difference between a call's recorded end and the one that came after it. */
export function callDifferenceKey(callId: string): string {
  return `call:${callId}:difference`;
}

/** Keys of every journal that may be booked on a call after it was settled: they name the call, so that receipts find them. */
export function callJournalKeys(callId: string): string[] {
  return [callReversalKey(callId), callDifferenceKey(callId)];
}
