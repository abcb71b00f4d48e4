// `pnpm bench routing [calls] [seed]`: plays calls against five endpoints that fail, refuse, slow down and change their prices, on a clock of its
// own, and compares the gateway's routing with simpler ways. Nothing is sent anywhere; the same seed gives the same table.

import { EndpointHealth, NO_LIMITS } from "../src/breaker.ts";
import { connectFailure, type Failure, timeoutFailure } from "../src/classify-error.ts";
import { planRoute, type RouteCandidate } from "../src/plan-route.ts";
import { decideRetry } from "../src/retry-policy.ts";
import { NO_PREFERENCES } from "../src/route-preferences.ts";
import { unitInterval } from "../src/weighted-draw.ts";

const CALLS = Math.min(Number(process.argv[2] ?? 1_000_000), 10_000_000);
const SEED = Number(process.argv[3] ?? 1);
const PER_SECOND = 200;
/** What an attempt costs in time when the endpoint is down, and when it serves. */
const DOWN_MS = 400;
const OUTPUT_TOKENS = 300;

interface Endpoint extends RouteCandidate {
  /** Nano-USD per million tokens from a second on; the last entry that has begun counts. */
  readonly prices: readonly { readonly fromS: number; readonly nano: bigint }[];
  readonly firstMs: number;
  /** Share of calls that fail at any time. */
  readonly flaky: number;
  /** Seconds in which every call fails. */
  readonly outages: readonly { readonly fromS: number; readonly untilS: number }[];
}

const SPAN_S = CALLS / PER_SECOND;
const part = (share: number) => Math.round(SPAN_S * share);

function endpoint(id: string, usd: number, more: Partial<Endpoint> & Pick<Endpoint, "firstMs">): Endpoint {
  const nano = BigInt(Math.round(usd * 1e9));
  return {
    id,
    providerSlug: id,
    price: { prices: { input: nano, output: nano } },
    prices: [{ fromS: 0, nano }],
    probeOk: true,
    dataPolicy: "no_training",
    quantization: null,
    parameters: [],
    flaky: 0.002,
    outages: [],
    ...more,
  };
}

const ENDPOINTS: readonly Endpoint[] = [
  endpoint("cheap, fails one call in 20", 0.5, { firstMs: 300, flaky: 0.05 }),
  endpoint("cheap, down a tenth of the time", 0.55, {
    firstMs: 250,
    outages: [
      { fromS: part(0.2), untilS: part(0.25) },
      { fromS: part(0.7), untilS: part(0.75) },
    ],
  }),
  endpoint("middling, halves its price half way", 1, {
    firstMs: 200,
    prices: [
      { fromS: 0, nano: 1_000_000_000n },
      { fromS: part(0.5), nano: 500_000_000n },
    ],
  }),
  endpoint("dear and quick", 2, { firstMs: 80 }),
  endpoint("dear and slow", 2.5, { firstMs: 900 }),
];

type Way = "tollgate" | "cheapest, no failover" | "cheapest, then the next" | "any, no failover";
const WAYS: readonly Way[] = ["tollgate", "cheapest, then the next", "cheapest, no failover", "any, no failover"];

interface Tally {
  served: number;
  attempts: number;
  failedOver: number;
  costNano: number;
  readonly firstMs: Float64Array;
  readonly shares: Map<string, number>;
}

function priceAt(one: Endpoint, second: number): bigint {
  return one.prices.findLast(({ fromS }) => fromS <= second)?.nano ?? 0n;
}

/** What the endpoints ask now. */
function atSecond(second: number): Endpoint[] {
  return ENDPOINTS.map((one) => {
    const nano = priceAt(one, second);
    return { ...one, price: { prices: { input: nano, output: nano } } };
  });
}

function play(way: Way): Tally {
  let state = SEED;
  const random = () => {
    state = (state + 0x9e3779b9) | 0;
    return unitInterval(state);
  };
  const health = new Map(ENDPOINTS.map(({ id }) => [id, new EndpointHealth()]));
  const healthOf = (one: Endpoint) => health.get(one.id) ?? new EndpointHealth();
  const tally: Tally = {
    served: 0,
    attempts: 0,
    failedOver: 0,
    costNano: 0,
    firstMs: new Float64Array(CALLS),
    shares: new Map(),
  };
  let second = -1;
  let offered: Endpoint[] = [];
  for (let call = 0; call < CALLS; call += 1) {
    const nowMs = (call / PER_SECOND) * 1000;
    if (Math.floor(nowMs / 1000) !== second) {
      second = Math.floor(nowMs / 1000);
      offered = atSecond(second);
    }
    let waitedMs = 0;
    const order = orderOf(way, { offered, healthOf, nowMs, random });
    for (let made = 0; made < order.length; made += 1) {
      const one = order[made];
      if (one === undefined) break;
      tally.attempts += 1;
      const own = healthOf(one);
      const failure = tryOnce(one, second, random);
      if (failure === null) {
        own.succeeded(nowMs, one.firstMs);
        tally.firstMs[tally.served] = waitedMs + one.firstMs;
        tally.served += 1;
        if (made > 0) tally.failedOver += 1;
        tally.costNano += (Number(priceAt(one, second)) * OUTPUT_TOKENS) / 1e6;
        tally.shares.set(one.id, (tally.shares.get(one.id) ?? 0) + 1);
        break;
      }
      own.failed(nowMs);
      waitedMs += DOWN_MS;
      const situation = {
        failure,
        made: made + 1,
        elapsedMs: waitedMs,
        hasUntried: made + 1 < order.length,
        random: 0,
      };
      if (decideRetry(situation).kind !== "next_endpoint") break;
    }
  }
  return tally;
}

interface Moment {
  readonly offered: readonly Endpoint[];
  readonly healthOf: (one: Endpoint) => EndpointHealth;
  readonly nowMs: number;
  readonly random: () => number;
}

function orderOf(way: Way, { offered, healthOf, nowMs, random }: Moment): readonly Endpoint[] {
  const cheapest = () =>
    offered.toSorted((a, b) => Number((a.price.prices.input ?? 0n) - (b.price.prices.input ?? 0n)));
  switch (way) {
    case "cheapest, no failover":
      return cheapest().slice(0, 1);
    case "cheapest, then the next":
      return cheapest();
    case "any, no failover":
      return offered.slice(Math.floor(random() * offered.length)).slice(0, 1);
    case "tollgate": {
      const plan = planRoute({
        candidates: offered,
        conditionOf: (one) => healthOf(one).condition(nowMs, NO_LIMITS),
        preferences: NO_PREFERENCES,
        parameters: [],
        affinity: null,
        chance: random(),
      });
      return plan.kind === "route" ? plan.attempts : [];
    }
  }
}

function tryOnce(one: Endpoint, second: number, random: () => number): Failure | null {
  if (one.outages.some(({ fromS, untilS }) => second >= fromS && second < untilS)) return connectFailure("refused");
  return random() < one.flaky ? timeoutFailure("too slow") : null;
}

function percent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)} %`;
}

console.log(`${CALLS.toLocaleString("en")} calls at ${PER_SECOND}/s, seed ${SEED}\n`);
const results = WAYS.map((way) => ({ way, tally: play(way) }));
console.table(
  results.map(({ way, tally }) => {
    const firsts = tally.firstMs.subarray(0, tally.served).sort();
    const at = (share: number) => Math.round(firsts[Math.floor(share * (firsts.length - 1))] ?? 0);
    return {
      routing: way,
      served: percent(tally.served / CALLS, 3),
      "attempts per call": (tally.attempts / CALLS).toFixed(3),
      "served by another than the first": percent(tally.failedOver / CALLS),
      "cost per 1,000 served": `$${((tally.costNano / tally.served / 1e9) * 1000).toFixed(4)}`,
      "first word p50": `${at(0.5)} ms`,
      p99: `${at(0.99)} ms`,
    };
  }),
);
console.table(
  ENDPOINTS.map(({ id }) => ({
    endpoint: id,
    ...Object.fromEntries(results.map(({ way, tally }) => [way, percent((tally.shares.get(id) ?? 0) / CALLS, 1)])),
  })),
);
