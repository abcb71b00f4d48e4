import fc from "fast-check";
import { expect, it } from "vitest";
import { ConnectTimes, hedgeAfterMs } from "./connect-times.ts";

function times(...durations: number[]): ConnectTimes {
  const all = new ConnectTimes();
  for (const duration of durations) all.note(duration);
  return all;
}

it("a connection is waited for as long as 19 of 20 of its origin take, once that is known", () => {
  expect(hedgeAfterMs(times(), 250)).toBe(250);
  expect(hedgeAfterMs(times(1, 2, 3, 4, 5, 6, 7), 250)).toBe(250);
  expect(hedgeAfterMs(times(...Array.from({ length: 20 }, (_, i) => (i + 1) * 10)), 250)).toBe(190);
});

it("only the newest connections count", () => {
  expect(times(...Array(40).fill(900), ...Array(32).fill(40)).p95Ms()).toBe(40);
});

it("the wait is never longer than the setting, nor shorter than a network needs", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 10_000, noNaN: true })),
      fc.integer({ min: 25, max: 1_000 }),
      (list, most) => {
        const wait = hedgeAfterMs(times(...list), most);
        expect(wait).toBeGreaterThanOrEqual(25);
        expect(wait).toBeLessThanOrEqual(most);
      },
    ),
  );
});
