/** Idempotency key of the journal that books the difference between a call's recorded end and the one that came after it. */
export function callDifferenceKey(callId: string): string {
  return `call:${callId}:difference`;
}
