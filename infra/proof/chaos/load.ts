import { setTimeout as delay } from "node:timers/promises";
import { type Answer, askForCall } from "./ask-for-call.ts";
import { type KnownCall, knownCall } from "./known-call.ts";
import type { Market, MarketKey } from "./market.ts";
import type { System } from "./system.ts";

/** What was asked, by whom, and what came of it as far as the caller knows. Times are of the monotonic clock. */
export interface MadeCall {
  readonly call: KnownCall;
  readonly key: MarketKey;
  /** Index of the proxy. */
  readonly proxy: number;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
  readonly answer: Answer;
}

/** Callers side by side; each asks again when it has its answer and has thought a little. */
const CALLERS = 12;
const THINK_MS = 40;
/** However long the run, no more calls than this. */
const MOST_CALLS = 40_000;

/** Calls the proxies until it is over. @returns every call that was made, in no order. */
export async function makeLoad(
  system: Pick<System, "proxyUrls">,
  market: Market,
  { seed, untilMs }: { seed: number; untilMs: number },
): Promise<readonly MadeCall[]> {
  const made: MadeCall[] = [];
  let sequence = 0;
  const caller = async () => {
    while (performance.now() < untilMs && sequence < MOST_CALLS) {
      const call = knownCall(seed, sequence++);
      const proxy = call.proxy % system.proxyUrls.length;
      const key = market.keys[call.key % market.keys.length];
      if (!key) throw new RangeError("the market has no keys");
      const askedAtMs = performance.now();
      const answer = await askForCall(system.proxyUrls[proxy] ?? "", key.key, call);
      made.push({ call, key, proxy, askedAtMs, answeredAtMs: performance.now(), answer });
      await delay(THINK_MS);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return made;
}
