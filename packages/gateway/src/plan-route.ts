import { commonPrice } from "./common-price.ts";
import { isAllowedBy, isAsPrivate } from "./route-policy.ts";
import type { DataPolicy, RoutePreferences } from "./route-preferences.ts";
import { drawAt, drawByWeight } from "./weighted-draw.ts";

/** What routing looks at in an endpoint. */
export interface RouteCandidate {
  readonly id: string;
  readonly providerSlug: string;
  readonly price: {
    readonly prices: {
      readonly input?: bigint;
      readonly output?: bigint;
      readonly request?: bigint;
      readonly image?: bigint;
      readonly input_audio?: bigint;
      readonly audio_second?: bigint;
      readonly search?: bigint;
      readonly character?: bigint;
    };
  };
  /** False while the latest probe failed. */
  readonly probeOk: boolean | null;
  readonly dataPolicy: DataPolicy;
  /** Lower-case; `null` when the provider did not say. */
  readonly quantization: string | null;
  /** Names of the parameters it takes, in OpenAI's words. */
  readonly parameters: readonly string[];
  /** What calls saw of it lately. */
  readonly signals?: { readonly toolCallValidity: number | null } | null;
}

/** Share of valid calls of tools below which an endpoint comes after the others for requests that offer tools. */
export const LEAST_TOOL_VALIDITY = 0.9;

/** What is known of an endpoint at the moment: by this process, or else from all traffic of the last half hour. */
export interface EndpointCondition {
  /** `down`: its breaker is open. `trial`: may take one call to show that it is back. */
  readonly state: "healthy" | "trial" | "down" | "cooling" | "busy";
  /** When it can be tried again, for `down` and `cooling`. */
  readonly retryAfterMs: number;
  /** Time to first content, or `null` when nothing was measured. */
  readonly latencyMs: number | null;
  readonly tokensPerSecond: number | null;
}

/** Why an endpoint that serves the model is not tried for a request. */
export type PassedOverReason =
  | "workspace_policy"
  | "not_listed"
  | "ignored"
  | "data_policy"
  | "quantization"
  | "max_price"
  | "parameters"
  | "down"
  | "cooling"
  | "busy";

export interface PassedOver<C> {
  readonly candidate: C;
  readonly reason: PassedOverReason;
}

/** What the order of attempts followed. `drawn`: by weight of price. */
export type RouteOrder = "drawn" | "price" | "throughput" | "latency" | "listed";

export interface RouteInput<C extends RouteCandidate> {
  readonly candidates: readonly C[];
  readonly conditionOf: (candidate: C) => EndpointCondition;
  readonly preferences: RoutePreferences;
  /** Parameters the request uses; they count when `preferences.requireParameters` is set. */
  readonly parameters: readonly string[];
  readonly offersTools?: boolean;
  /** Calls with the same 32-bit integer draw the same endpoint while conditions stay; `null` for those that need not keep together. */
  readonly affinity: number | null;
  /** From 0 up to 1; decides the draw where there is no affinity. The same number gives the same plan. */
  readonly chance: number;
}

export type RoutePlan<C extends RouteCandidate> =
  | {
      readonly kind: "route";
      readonly attempts: readonly C[];
      readonly order: RouteOrder;
      readonly passedOver: readonly PassedOver<C>[];
    }
  /** The request's own preferences leave nothing. */
  | { readonly kind: "excluded"; readonly passedOver: readonly PassedOver<C>[] }
  /** Endpoints exist, and all are down, cooling or busy. */
  | { readonly kind: "unavailable"; readonly retryAfterMs: number };

/**
 * Decides which endpoints are tried in which order. Endpoints the request excludes never appear; those that are down, cooling or busy are left
 * out; those whose probe failed come last. Among the rest those within the request's soft limits, and for requests with tools those known to call
 * tools rightly, come before the others.
 * The first is drawn with weight 1/price² and the others follow by price, unless `order` or `sort` says otherwise.
 */
export function planRoute<C extends RouteCandidate>(input: RouteInput<C>): RoutePlan<C> {
  const { preferences } = input;
  const ready: Known<C>[] = [];
  const lastResort: Known<C>[] = [];
  const passedOver: PassedOver<C>[] = [];
  let retryAfterMs = Number.POSITIVE_INFINITY;
  for (const candidate of input.candidates) {
    const reason = exclusionOf(candidate, input);
    if (reason !== null) {
      passedOver.push({ candidate, reason });
      continue;
    }
    const condition = input.conditionOf(candidate);
    const { state } = condition;
    if (state === "healthy" || state === "trial") {
      // One on trial is tried like the others: if it came last it would show that it is back only when all others fail.
      (candidate.probeOk === false ? lastResort : ready).push({ candidate, condition });
    } else {
      passedOver.push({ candidate, reason: state });
      retryAfterMs = Math.min(retryAfterMs, condition.retryAfterMs);
    }
  }
  if (ready.length === 0 && lastResort.length === 0)
    return retryAfterMs === Number.POSITIVE_INFINITY
      ? { kind: "excluded", passedOver }
      : { kind: "unavailable", retryAfterMs };
  const ordered = [...arrange(ready, input), ...byPrice(lastResort)].map(({ candidate }) => candidate);
  const attempts = preferences.order ? listedFirst(ordered, preferences.order) : ordered;
  return {
    kind: "route",
    attempts: preferences.allowFallbacks ? attempts : attempts.slice(0, 1),
    order: preferences.order ? "listed" : (preferences.sort ?? "drawn"),
    passedOver,
  };
}

interface Known<C> {
  readonly candidate: C;
  readonly condition: EndpointCondition;
}

function exclusionOf(
  candidate: RouteCandidate,
  { preferences, parameters }: Pick<RouteInput<RouteCandidate>, "preferences" | "parameters">,
): PassedOverReason | null {
  const { only, ignore, order, allowFallbacks, maxPrice, quantizations, dataPolicy, policy } = preferences;
  if (policy !== null && !isAllowedBy(policy, candidate)) return "workspace_policy";
  if (only && !isNamed(candidate, only)) return "not_listed";
  if (isNamed(candidate, ignore)) return "ignored";
  if (order && !allowFallbacks && !isNamed(candidate, order)) return "not_listed";
  if (!isAsPrivate(candidate.dataPolicy, dataPolicy)) return "data_policy";
  if (quantizations && !quantizations.includes(candidate.quantization ?? "unknown")) return "quantization";
  if (preferences.requireParameters && !parameters.every((name) => candidate.parameters.includes(name)))
    return "parameters";
  if (!maxPrice) return null;
  const { input = 0n, output = 0n, request = 0n, image = 0n, input_audio = 0n } = candidate.price.prices;
  const isWithin =
    within(input, maxPrice.input) &&
    within(output, maxPrice.output) &&
    within(request, maxPrice.request) &&
    within(image, maxPrice.image) &&
    within(input_audio, maxPrice.audio);
  return isWithin ? null : "max_price";
}

function within(price: bigint, limit: bigint | null): boolean {
  return limit === null || price <= limit;
}

function isNamed(candidate: RouteCandidate, names: readonly string[]): boolean {
  return names.includes(candidate.providerSlug) || names.includes(candidate.id);
}

function arrange<C extends RouteCandidate>(ready: readonly Known<C>[], input: RouteInput<C>): Known<C>[] {
  const { preferredMaxLatencyMs: latency, preferredMinTokensPerSecond: speed } = input.preferences;
  if (latency === null && speed === null && !input.offersTools) return inOrder(ready, input);
  const better: Known<C>[] = [];
  const worse: Known<C>[] = [];
  for (const known of ready) {
    const { latencyMs, tokensPerSecond } = known.condition;
    const tooSlow =
      (latency !== null && latencyMs !== null && latencyMs > latency) ||
      (speed !== null && tokensPerSecond !== null && tokensPerSecond < speed);
    (tooSlow || (input.offersTools && callsToolsBadly(known.candidate)) ? worse : better).push(known);
  }
  if (worse.length === 0) return inOrder(better, input);
  return [...inOrder(better, input), ...inOrder(worse, input)];
}

function callsToolsBadly({ signals }: RouteCandidate): boolean {
  const validity = signals?.toolCallValidity ?? null;
  return validity !== null && validity < LEAST_TOOL_VALIDITY;
}

function inOrder<C extends RouteCandidate>(ready: readonly Known<C>[], input: RouteInput<C>): Known<C>[] {
  const cheapestFirst = byPrice(ready);
  const { sort, order } = input.preferences;
  if (sort === "latency")
    return sortBy(cheapestFirst, ({ condition }) => condition.latencyMs ?? Number.POSITIVE_INFINITY);
  if (sort === "throughput") return sortBy(cheapestFirst, ({ condition }) => -(condition.tokensPerSecond ?? 0));
  if (sort === "price" || order || cheapestFirst.length < 2) return cheapestFirst;
  const first = drawByPrice(cheapestFirst, input);
  return [first, ...cheapestFirst.filter((known) => known !== first)];
}

function listedFirst<C extends RouteCandidate>(candidates: readonly C[], order: readonly string[]): C[] {
  const rank = (candidate: C) => {
    const place = order.findIndex((name) => isNamed(candidate, [name]));
    return place < 0 ? order.length : place;
  };
  return sortBy(candidates, rank);
}

/** A stable sort by a number. */
function sortBy<T>(items: readonly T[], rank: (item: T) => number): T[] {
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ item }) => item);
}

/** As a number: the ratio between endpoints is what counts. */
function blendedPrice({ candidate }: Known<RouteCandidate>): number {
  return Number(commonPrice(candidate.price.prices));
}

function byPrice<C extends RouteCandidate>(candidates: readonly Known<C>[]): Known<C>[] {
  return candidates.length < 2 ? [...candidates] : sortBy(candidates, blendedPrice);
}

/**
 * Weight of a price in the draw: 1/price², as a multiple of the cheapest one's.
 * @param price input and output together. @param least that of the cheapest which takes part.
 */
export function drawWeight(price: number, least: number): number {
  if (least === 0) return price === 0 ? 1 : 0;
  return (least / price) ** 2;
}

/** Draws one with weight 1/price². A free endpoint outweighs every priced one. */
function drawByPrice<C extends RouteCandidate>(
  cheapestFirst: readonly Known<C>[],
  { affinity, chance }: Pick<RouteInput<C>, "affinity" | "chance">,
): Known<C> {
  const [cheapest] = cheapestFirst;
  const least = cheapest === undefined ? 0 : blendedPrice(cheapest);
  const weightOf = (known: Known<C>) => drawWeight(blendedPrice(known), least);
  return affinity === null
    ? drawAt(cheapestFirst, chance, weightOf)
    : drawByWeight(cheapestFirst, affinity, { nameOf: ({ candidate }) => candidate.id, weightOf });
}
