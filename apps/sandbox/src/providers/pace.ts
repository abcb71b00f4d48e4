import type { Directive } from "./directive.ts";
import type { ProviderProfile } from "./profiles.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** When the parts of a reply are due. A scripted call waits only where its script says so. */
export type Pace = { firstTokenMs: number; msPerToken: number; msPerEvent: number };

/** No unary demo answer makes its caller wait longer than this. */
const LONGEST_UNARY_MS = 6000;

export function choosePace(profile: ProviderProfile, directive: Directive | undefined, random: SeededRandom): Pace {
  if (directive !== undefined) {
    return {
      firstTokenMs: directive.delay_ms ?? 0,
      msPerToken: directive.tokens_per_second === undefined ? 0 : 1000 / directive.tokens_per_second,
      msPerEvent: directive.chunk_delay_ms ?? 0,
    };
  }
  const rate = random.between(profile.tokensPerSecond.min, profile.tokensPerSecond.max);
  return {
    firstTokenMs: random.between(profile.firstTokenMs.min, profile.firstTokenMs.max),
    msPerToken: rate === 0 ? 0 : 1000 / rate,
    msPerEvent: 0,
  };
}

export function unaryDurationMs(pace: Pace, completionTokens: number): number {
  return pace.firstTokenMs + Math.min(LONGEST_UNARY_MS, pace.msPerToken * completionTokens);
}

/** Waits, or returns early when the signal fires. Resolves to false when it was cut short. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) {
    return Promise.resolve(false);
  }
  if (ms < 1) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const onAbort = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve(true);
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** Waits until the signal fires. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
