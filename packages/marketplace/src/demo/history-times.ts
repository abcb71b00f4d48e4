import type { SeededRandom } from "./seeded-random.ts";

/** Draws before a moment is taken as it comes. */
const DRAWS = 6;

/**
 * Moments within a stretch of time, in order and all different, in Unix milliseconds: mostly in working hours of working days, as an office
 * would call.
 */
export function historyTimes(
  random: SeededRandom,
  { from, to, calls }: { from: Date; to: Date; calls: number },
): number[] {
  const span = to.getTime() - from.getTime();
  if (span < calls) return [];
  const times = new Set<number>();
  while (times.size < calls) {
    let at = 0;
    for (let draw = 0; draw < DRAWS; draw++) {
      at = from.getTime() + Math.floor(random.next() * span);
      if (random.next() < likelihood(new Date(at))) break;
    }
    times.add(at);
  }
  return [...times].sort((a, b) => a - b);
}

function likelihood(at: Date): number {
  const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  const office = at.getUTCHours() >= 7 && at.getUTCHours() < 18;
  return (weekend ? 0.25 : 1) * (office ? 1 : 0.15);
}
