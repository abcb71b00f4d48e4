import { expect, test } from "vitest";
import { chargeOf, knownCall, legsOf } from "./known-call.ts";

const calls = Array.from({ length: 20_000 }, (_, sequence) => knownCall(7, sequence));

test("the same seed and number make the same call", () => {
  expect(knownCall(7, 123)).toEqual(calls[123]);
  expect(knownCall(8, 123)).not.toEqual(calls[123]);
});

test("no two calls have the same units, so that a charge tells whose it is", () => {
  expect(new Set(calls.map(({ input, output }) => `${input}/${output}`)).size).toBe(calls.length);
});

test("a request has more bytes than its call uses tokens, so that what is held covers it", () => {
  expect(calls.every(({ body, input }) => body.length >= input)).toBe(true);
});

test("legs add up to 1.05 times the cost, and 1.25 times through an app", () => {
  expect(legsOf({ input: 100, output: 10 }, "demo-harbor", false)).toEqual({
    ...{ cost: 350_000n, fee: 17_500n, surcharge: 0n },
  });
  expect(chargeOf(legsOf({ input: 100, output: 10 }, "demo-harbor", true))).toBe(437_500n);
  expect(() => legsOf({ input: 1, output: 1 }, "nobody", true)).toThrow("nobody");
});
