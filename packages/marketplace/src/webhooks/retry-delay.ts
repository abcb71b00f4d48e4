const FIRST_MS = 10_000;
const FACTOR = 4;
/** Eight tries spread over about fifteen hours: a receiver may be down for a night. */
const TRIES = 8;

/** How long to wait after a number of failed tries; `null` when it is given up. */
export function retryDelayMs(failedTries: number): number | null {
  return failedTries >= TRIES ? null : FIRST_MS * FACTOR ** (failedTries - 1);
}
