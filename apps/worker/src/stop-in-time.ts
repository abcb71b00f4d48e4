import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";

export interface StopInTimeOptions {
  readonly withinMs: number;
  readonly log: Pick<Logger, "error">;
}

/**
 * Stops within a time, and logs why when it does not. What failed or takes longer is left as it is.
 * @returns the exit code of the process: 0 when everything in hand was finished, otherwise 1. Never rejects.
 */
export async function stopInTime(stop: () => Promise<void>, { withinMs, log }: StopInTimeOptions): Promise<0 | 1> {
  const decided = new AbortController();
  const late = pause(withinMs, false, { signal: decided.signal }).catch(() => false);
  try {
    if (await Promise.race([stop().then(() => true), late])) return 0;
    log.error({ withinMs }, "worker did not stop in time: what it had in hand is done again by the next one");
  } catch (error) {
    log.error({ err: error }, "worker could not stop well: what it had in hand is done again by the next one");
  } finally {
    decided.abort();
  }
  return 1;
}
