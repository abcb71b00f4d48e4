import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EndpointCondition, planRoute, type RouteCandidate } from "./plan-route.ts";
import type { RoutePolicy } from "./route-policy.ts";
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
const draws = fc.record({ affinity: fc.option(fc.integer()), chance: fc.double({ min: 0, max: 0.999 }) });
const states = fc.array(fc.constantFrom<EndpointCondition["state"]>("healthy", "trial", "down", "cooling", "busy"), {
  minLength: 8,
  maxLength: 8,
});

describe("any plan", () => {
  it("names each endpoint at most once, never one that is down, cooling or busy, and is the same for the same affinity and chance", () => {
    fc.assert(
      fc.property(candidates, states, draws, (list, given, draw) => {
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
          ...draw,
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
        const rest = plan.attempts.slice(1);
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
    affinity: seed,
    chance: 0,
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
    const conditionOf = () => HEALTHY;
    const rest = { candidates: list, conditionOf, preferences: NO_PREFERENCES, parameters: [], affinity: null };
    const drawn = Array.from({ length: 1_000 }, (_, i) => planRoute({ ...rest, chance: i / 1_000 }));
    expect(drawn.filter((one) => one.kind === "route" && one.attempts[0]?.id === "b")).toHaveLength(200);
  });

  it("keep a seed on its endpoint when another comes, goes or becomes dearer", () => {
    const list = [candidate("a", 10n), candidate("b", 10n), candidate("c", 10n)];
    const first = (some: RouteCandidate[], seed: number) => plan(some, {}, seed)[0];
    for (let seed = 0; seed < 500; seed += 1) {
      const chosen = first(list, seed);
      if (chosen !== "c") expect(first(list.slice(0, 2), seed)).toBe(chosen);
      if (chosen !== "b")
        expect(first([candidate("a", 10n), candidate("b", 20n), candidate("c", 10n)], seed)).toBe(chosen);
    }
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
    expect(plan(list, { maxPrice: { input: 15n, output: null, request: null, image: null, audio: null } })).toEqual([
      "a",
    ]);
    expect(plan(list, { only: ["nobody"] })).toBe("excluded");
  });

  it("follow order, then price", () => {
    expect(plan(list, { order: ["p-c"] })).toEqual(["c", "a", "b"]);
    expect(plan(list, { order: ["p-c", "p-b"], allowFallbacks: false })).toEqual(["c"]);
    expect(plan(list, { sort: "price" })).toEqual(["a", "b", "c"]);
  });

  it("leave out what is dearer per image, less private, otherwise quantized or short of a parameter, and say why", () => {
    const strict = planRoute({
      candidates: list.map((one, i) => ({
        ...one,
        dataPolicy: i === 0 ? ("may_train" as const) : ("no_training" as const),
        quantization: i === 1 ? "fp8" : null,
        parameters: ["seed"],
      })),
      conditionOf: () => HEALTHY,
      preferences: { ...NO_PREFERENCES, dataPolicy: "no_training", quantizations: ["fp8"], requireParameters: true },
      parameters: ["seed"],
      affinity: 1,
      chance: 0,
    });
    if (strict.kind !== "route") throw new Error("one is left");
    expect(strict.attempts.map(({ id }) => id)).toEqual(["b"]);
    expect(strict.passedOver.map(({ candidate: { id }, reason }) => [id, reason])).toEqual([
      ["a", "data_policy"],
      ["c", "quantization"],
    ]);
  });

  it("leave out what the caller's workspace does not allow, whatever the request asks", () => {
    const within = (policy: Partial<RoutePolicy>, only: string[] | null = null) =>
      plan(list, { only, policy: { dataPolicy: "may_train", only: null, except: new Set(), ...policy } });
    expect(within({ except: new Set(["p-a"]) })).toEqual(["b", "c"]);
    expect(within({ only: new Set(["p-c", "p-b"]) }, ["p-a", "p-b"])).toEqual(["b"]);
    expect(within({ only: new Set(["p-c"]) }, ["p-a"])).toBe("excluded");
    expect(within({ dataPolicy: "zero_retention" })).toBe("excluded");
  });

  it("put endpoints known to be slower than asked behind the others, and keep them", () => {
    const slow = planRoute({
      candidates: list,
      conditionOf: ({ id }) => ({
        ...HEALTHY,
        latencyMs: id === "a" ? 900 : null,
        tokensPerSecond: id === "b" ? 5 : 90,
      }),
      preferences: { ...NO_PREFERENCES, preferredMaxLatencyMs: 500, preferredMinTokensPerSecond: 20 },
      parameters: [],
      affinity: 1,
      chance: 0,
    });
    expect(slow.kind === "route" && slow.attempts.map(({ id }) => id)[0]).toBe("c");
    expect(slow.kind === "route" && slow.attempts).toHaveLength(3);
  });

  it("give an endpoint on trial its share, so that it can show that it is back", () => {
    const served = new Set<string>();
    for (let seed = 0; seed < 50; seed += 1) {
      const drawn = planRoute({
        candidates: list,
        conditionOf: ({ id }) => ({ ...HEALTHY, state: id === "a" ? "trial" : "healthy" }),
        preferences: NO_PREFERENCES,
        parameters: [],
        affinity: seed,
        chance: 0,
      });
      if (drawn.kind === "route") served.add(drawn.attempts[0]?.id ?? "");
    }
    expect(served).toContain("a");
  });

  it("keep endpoints whose probe failed for last", () => {
    expect(plan([candidate("broken", 1n, false), candidate("fine", 9n)], {})).toEqual(["fine", "broken"]);
  });
});

describe("requests that offer tools", () => {
  const plan = (offersTools: boolean, validity: number | null) => {
    const cheap = { ...candidate("cheap", 1n), signals: { toolCallValidity: validity } };
    const planned = planRoute({
      candidates: [cheap, candidate("dear", 100n)],
      conditionOf: () => HEALTHY,
      preferences: NO_PREFERENCES,
      parameters: [],
      offersTools,
      affinity: null,
      chance: 0,
    });
    return planned.kind === "route" ? planned.attempts.map(({ id }) => id) : [];
  };
  it("try endpoints that call tools badly after the others, and still try them", () => {
    expect(plan(true, 0.5)).toEqual(["dear", "cheap"]);
    expect(plan(true, 0.95)).toEqual(["cheap", "dear"]);
    expect(plan(true, null)).toEqual(["cheap", "dear"]);
    expect(plan(false, 0.5)).toEqual(["cheap", "dear"]);
  });
});
