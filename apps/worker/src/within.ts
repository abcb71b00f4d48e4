import { setTimeout as pause } from "node:timers/promises";

/** Whether the work ended well within a time. What failed or takes longer is left as it is. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const tooLate = new AbortController();
  const ended = work.then(
    () => true,
    () => false,
  );
  const late = pause(ms, false, { signal: tooLate.signal }).catch(() => false);
  return await Promise.race([ended, late]).finally(() => tooLate.abort());
}
