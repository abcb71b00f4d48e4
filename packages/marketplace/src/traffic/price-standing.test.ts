import { planRoute, type RouteCandidate } from "@tollgate/gateway/plan-route";
import { readPreferences } from "@tollgate/gateway/read-preferences";
import fc from "fast-check";
import { expect, test } from "vitest";
import { standingOf, suggestPrices, type TokenPrice } from "./price-standing.ts";

const usd = (amount: number): TokenPrice => ({
  inputNano: BigInt(Math.round(amount * 1e9)),
  outputNano: BigInt(Math.round(amount * 3e9)),
});

test("the share is the one that routing draws", () => {
  const own = usd(2);
  const others = [usd(1), usd(3)];
  const candidate = (id: string, price: TokenPrice): RouteCandidate => ({
    id,
    providerSlug: id,
    price: { prices: { input: price.inputNano, output: price.outputNano } },
    probeOk: true,
    dataPolicy: "may_train",
    quantization: null,
    parameters: [],
  });
  const candidates = [own, ...others].map((price, at) => candidate(`e${at}`, price));
  const draws = 20_000;
  let first = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const plan = planRoute({
      candidates,
      conditionOf: () => ({ state: "healthy", retryAfterMs: 0, latencyMs: null, tokensPerSecond: null }),
      preferences: readPreferences(undefined),
      parameters: [],
      affinity: null,
      chance: (draw + 0.5) / draws,
    });
    if (plan.kind === "route" && plan.attempts[0]?.id === "e0") first += 1;
  }
  expect(first / draws).toBeCloseTo(standingOf(own, others, own).share, 3);
});

test("a rank counts those that are cheaper, and the price in force brings once its own revenue", () => {
  expect(standingOf(usd(2), [usd(1), usd(2), usd(3)], usd(2))).toMatchObject({ rank: 2, revenue: 1 });
  expect(standingOf(usd(1), [], usd(1))).toMatchObject({ rank: 1, share: 1, revenue: 1 });
  expect(standingOf({ inputNano: 0n, outputNano: 0n }, [usd(1)], usd(1))).toMatchObject({
    rank: 1,
    share: 1,
    revenue: 0,
  });
});

test("no price brings more by the draw than the one that is suggested, but for its rounding", () => {
  const price = fc.integer({ min: 10, max: 50_000 }).map((cents) => usd(cents / 100));
  fc.assert(
    fc.property(price, fc.array(price, { minLength: 1, maxLength: 6 }), price, (inForce, others, any) => {
      const best = suggestPrices(inForce, others).find(({ name }) => name === "most_revenue");
      expect(best?.share).toBeCloseTo(0.5, 1);
      expect(standingOf(any, others, inForce).revenue).toBeLessThanOrEqual((best?.revenue ?? 0) * 1.001);
    }),
  );
});

test("nothing is suggested alone in a market, or for what is free", () => {
  expect(suggestPrices(usd(1), [])).toEqual([]);
  expect(suggestPrices({ inputNano: 0n, outputNano: 0n }, [usd(1)])).toEqual([]);
  const [cheapest, below] = suggestPrices(usd(4), [usd(2), usd(3)]);
  expect(cheapest).toMatchObject({ ...usd(2), rank: 1 });
  expect(below).toMatchObject({ ...usd(1.9), rank: 1 });
});
