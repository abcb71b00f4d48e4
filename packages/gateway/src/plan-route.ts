/** What routing looks at in an endpoint. */
export interface RouteCandidate {
  readonly id: string;
  readonly providerSlug: string;
  readonly price: { readonly prices: { readonly input?: bigint; readonly output?: bigint; readonly request?: bigint } };
  /** False while the latest probe failed. */
  readonly probeOk: boolean | null;
}

/** What this process has seen of an endpoint lately. */
export interface EndpointCondition {
  /** `down`: its breaker is open. `trial`: may take one call to show that it is back. */
  readonly state: "healthy" | "trial" | "down" | "cooling" | "busy";
  /** When it can be tried again, for `down` and `cooling`. */
  readonly retryAfterMs: number;
  /** Median time to first content, or `null` when nothing was measured. */
  readonly latencyMs: number | null;
  readonly tokensPerSecond: number | null;
}

/** The `provider` object of a request. Names are lower-case provider slugs or endpoint ids. */
export interface RoutePreferences {
  readonly order: readonly string[] | null;
  readonly only: readonly string[] | null;
  readonly ignore: readonly string[];
  readonly allowFallbacks: boolean;
  readonly sort: "price" | "throughput" | "latency" | null;
  /** Nano-USD per million units; hard limits. */
  readonly maxPrice: {
    readonly input: bigint | null;
    readonly output: bigint | null;
    readonly request: bigint | null;
  } | null;
}

export const NO_PREFERENCES: RoutePreferences = {
  order: null,
  only: null,
  ignore: [],
  allowFallbacks: true,
  sort: null,
  maxPrice: null,
};

export interface RouteInput<C extends RouteCandidate> {
  readonly candidates: readonly C[];
  readonly conditionOf: (candidate: C) => EndpointCondition;
  readonly preferences: RoutePreferences;
  /** Any 32-bit integer; the same seed, candidates and conditions give the same plan. */
  readonly seed: number;
}

export type RoutePlan<C extends RouteCandidate> =
  | { readonly kind: "route"; readonly attempts: readonly C[] }
  /** The request's own preferences leave nothing. */
  | { readonly kind: "excluded" }
  /** Endpoints exist, and all are down, cooling or busy. */
  | { readonly kind: "unavailable"; readonly retryAfterMs: number };

/**
 * Decides which endpoints are tried in which order. Endpoints the request excludes never appear; those that are down, cooling or busy are left
 * out; those whose probe failed or that are on trial come last. Among the rest the first is drawn with weight 1/price² and the others
 * follow by price, unless `order` or `sort` says otherwise.
 */
export function planRoute<C extends RouteCandidate>(input: RouteInput<C>): RoutePlan<C> {
  const { preferences } = input;
  const permitted = input.candidates.filter((candidate) => isPermitted(candidate, preferences));
  if (permitted.length === 0) return { kind: "excluded" };
  const ready: C[] = [];
  const lastResort: C[] = [];
  let retryAfterMs = Number.POSITIVE_INFINITY;
  for (const candidate of permitted) {
    const condition = input.conditionOf(candidate);
    if (condition.state === "healthy" && candidate.probeOk !== false) ready.push(candidate);
    else if (condition.state === "healthy" || condition.state === "trial") lastResort.push(candidate);
    else retryAfterMs = Math.min(retryAfterMs, condition.retryAfterMs);
  }
  const ordered = [...arrange(ready, input), ...byPrice(lastResort)];
  const attempts = preferences.order ? listedFirst(ordered, preferences.order) : ordered;
  if (attempts.length === 0) return { kind: "unavailable", retryAfterMs };
  return { kind: "route", attempts: preferences.allowFallbacks ? attempts : attempts.slice(0, 1) };
}

function isPermitted(candidate: RouteCandidate, preferences: RoutePreferences): boolean {
  const { only, ignore, order, allowFallbacks, maxPrice } = preferences;
  if (only && !isNamed(candidate, only)) return false;
  if (isNamed(candidate, ignore)) return false;
  if (order && !allowFallbacks && !isNamed(candidate, order)) return false;
  if (!maxPrice) return true;
  const { input = 0n, output = 0n, request = 0n } = candidate.price.prices;
  return within(input, maxPrice.input) && within(output, maxPrice.output) && within(request, maxPrice.request);
}

function within(price: bigint, limit: bigint | null): boolean {
  return limit === null || price <= limit;
}

function isNamed(candidate: RouteCandidate, names: readonly string[]): boolean {
  return names.includes(candidate.providerSlug) || names.includes(candidate.id);
}

function arrange<C extends RouteCandidate>(ready: readonly C[], input: RouteInput<C>): C[] {
  const cheapestFirst = byPrice(ready);
  const { sort, order } = input.preferences;
  if (sort === "latency")
    return sortBy(cheapestFirst, (c) => input.conditionOf(c).latencyMs ?? Number.POSITIVE_INFINITY);
  if (sort === "throughput") return sortBy(cheapestFirst, (c) => -(input.conditionOf(c).tokensPerSecond ?? 0));
  if (sort === "price" || order || cheapestFirst.length < 2) return cheapestFirst;
  const first = drawByPrice(cheapestFirst, input.seed);
  return [first, ...cheapestFirst.filter((candidate) => candidate !== first)];
}

function listedFirst<C extends RouteCandidate>(candidates: readonly C[], order: readonly string[]): C[] {
  const rank = (candidate: C) => {
    const place = order.findIndex((name) => isNamed(candidate, [name]));
    return place < 0 ? order.length : place;
  };
  return sortBy(candidates, rank);
}

/** A stable sort by a number. */
function sortBy<C>(candidates: readonly C[], rank: (candidate: C) => number): C[] {
  return candidates
    .map((candidate) => ({ candidate, rank: rank(candidate) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ candidate }) => candidate);
}

/** Input and output price together: the ratio between endpoints is what counts. */
function blendedPrice(candidate: RouteCandidate): number {
  const { input = 0n, output = 0n } = candidate.price.prices;
  return Number(input + output);
}

function byPrice<C extends RouteCandidate>(candidates: readonly C[]): C[] {
  return candidates.length < 2 ? [...candidates] : sortBy(candidates, blendedPrice);
}

/** Draws one with weight 1/price². A free endpoint outweighs every priced one. */
function drawByPrice<C extends RouteCandidate>(cheapestFirst: readonly C[], seed: number): C {
  const [cheapest] = cheapestFirst;
  if (cheapest === undefined) throw new RangeError("nothing to draw from");
  const least = blendedPrice(cheapest);
  const weightOf = (candidate: C) => {
    const price = blendedPrice(candidate);
    if (least === 0) return price === 0 ? 1 : 0;
    return (least / price) ** 2;
  };
  let rest = unitInterval(seed) * cheapestFirst.reduce((sum, candidate) => sum + weightOf(candidate), 0);
  for (const candidate of cheapestFirst) {
    rest -= weightOf(candidate);
    if (rest < 0) return candidate;
  }
  return cheapest;
}

/** One step of mulberry32: spreads a seed over [0, 1). */
export function unitInterval(seed: number): number {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** A seed from a text (FNV-1a), so that one session draws the same endpoint while conditions stay. */
export function seedFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
