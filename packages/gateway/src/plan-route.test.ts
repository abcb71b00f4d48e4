import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EndpointCondition, planRoute, type RouteCandidate } from "./plan-route.ts";
import { NO_PREFERENCES } from "./route-preferences.ts";

const HEALTHY: EndpointCondition = { state: "healthy", retryAfterMs: 0, latencyMs: null, tokensPerSecond: null };
const candidate = (id: string, price: bigint, probeOk: boolean | null = null): RouteCandidate => ({
  id,
  providerSlug: `p-${id}`,
  price: { prices: { input: price, output: price } },
  probeOk,
  dataPolicy: "may_train",
  quantization: null,
  parameters: [],
});
const candidates = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 4 }), price: fc.bigInt(0n, 100_000_000_000n) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
);
const states = fc.array(fc.constantFrom<EndpointCondition["state"]>("healthy", "trial", "down", "cooling", "busy"), {
  minLength: 8,
  maxLength: 8,
});

describe("any plan", () => {
  it("names each endpoint at most once, never one that is down, cooling or busy, and is the same for the same seed", () => {
    fc.assert(
      fc.property(candidates, states, fc.integer(), (list, given, seed) => {
        const all = list.map(({ id, price }) => candidate(id, price));
        const stateOf = new Map(all.map((one, i) => [one.id, given[i] ?? "healthy"]));
        const input = {
          candidates: all,
          conditionOf: (one: RouteCandidate) => ({
            ...HEALTHY,
            state: stateOf.get(one.id) ?? "healthy",
            retryAfterMs: 5,
          }),
          preferences: NO_PREFERENCES,
          parameters: [],
          seed,
        };
        const plan = planRoute(input);
        expect(planRoute(input)).toEqual(plan);
        const usable = all.filter(({ id }) => ["healthy", "trial"].includes(stateOf.get(id) ?? ""));
        if (usable.length === 0) {
          expect(plan).toEqual({ kind: "unavailable", retryAfterMs: 5 });
          return;
        }
        if (plan.kind !== "route") throw new Error("a route exists");
        expect(new Set(plan.attempts)).toEqual(new Set(usable));
        expect(plan.attempts).toHaveLength(usable.length);
        const rest = plan.attempts.slice(1).filter(({ id }) => stateOf.get(id) === "healthy");
        const prices = rest.map((one) => Number(one.price.prices.input));
        expect(prices).toEqual([...prices].sort((a, b) => a - b));
      }),
    );
  });
});

function plan(list: readonly RouteCandidate[], preferences: Partial<typeof NO_PREFERENCES>, seed = 1) {
  const result = planRoute({
    candidates: list,
    conditionOf: () => HEALTHY,
    preferences: { ...NO_PREFERENCES, ...preferences },
    parameters: [],
    seed,
  });
  return result.kind === "route" ? result.attempts.map(({ id }) => id) : result.kind;
}

describe("weights", () => {
  it("send an endpoint of twice the price a quarter of the calls", () => {
    const list = [candidate("a", 10n), candidate("b", 20n)];
    let dear = 0;
    for (let seed = 0; seed < 20_000; seed += 1) if (plan(list, {}, seed)[0] === "b") dear += 1;
    expect(dear / 20_000).toBeGreaterThan(0.18);
    expect(dear / 20_000).toBeLessThan(0.22);
  });

  it("prefer a free endpoint always", () => {
    const list = [candidate("a", 1n), candidate("free", 0n)];
    for (let seed = 0; seed < 100; seed += 1) expect(plan(list, {}, seed)[0]).toBe("free");
  });
});

describe("preferences", () => {
  const list = [candidate("a", 10n), candidate("b", 20n), candidate("c", 30n)];

  it("take only, ignore and a hard price limit as exclusions", () => {
    expect(plan(list, { only: ["p-b"] })).toEqual(["b"]);
    expect(plan(list, { ignore: ["p-a", "c"] })).toEqual(["b"]);
    expect(plan(list, { maxPrice: { input: 15n, output: null, request: null, image: null } })).toEqual(["a"]);
    expect(plan(list, { only: ["nobody"] })).toBe("excluded");
  });

  it("follow order, then price", () => {
    expect(plan(list, { order: ["p-c"] })).toEqual(["c", "a", "b"]);
    expect(plan(list, { order: ["p-c", "p-b"], allowFallbacks: false })).toEqual(["c"]);
    expect(plan(list, { sort: "price" })).toEqual(["a", "b", "c"]);
  });

  it("keep endpoints whose probe failed for last", () => {
    expect(plan([candidate("broken", 1n, false), candidate("fine", 9n)], {})).toEqual(["fine", "broken"]);
  });
});
