import { setTimeout as delay } from "node:timers/promises";
import { SentenceError } from "./sentence-error.ts";
import { lastLines, type TiedProcess, unexpectedEnd } from "./tied-process.ts";

/** What has ended is noticed at once; a busy machine takes its time for the rest. */
const START_PATIENCE_MS = 180_000;
const ANSWER_MS = 5_000;

/**
 * Polls until the check holds, and gives up early when the process it depends on has ended.
 * @throws SentenceError with the last lines of the log, after the deadline or after an early end.
 */
export async function waitUntilReady(
  waitedFor: TiedProcess,
  isReady: () => Promise<boolean>,
  deadlineMs = START_PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await isReady())) {
    if (waitedFor.hasEnded()) throw unexpectedEnd(waitedFor, await waitedFor.ended);
    if (Date.now() >= deadline) {
      await waitedFor.stop();
      throw new SentenceError(
        `${waitedFor.name} was not ready after ${deadlineMs / 1000} s; its log is ${waitedFor.logFile}\n${lastLines(waitedFor.logFile)}`,
      );
    }
    await delay(25);
  }
}

/** True when the address answers 200 within a few seconds. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
