import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketOf, type Histogram, mergeHistograms, percentilesOf, uptimeOf } from "./signal-summary.ts";

function histogramOf(values: readonly number[]): Histogram {
  return mergeHistograms(values.map((value) => ({ [bucketOf(value)]: 1 })));
}

describe("percentiles of a histogram", () => {
  it("are within an eighth of the exact ones, and rounding, whatever was measured", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 100_000 }), { minLength: 1, maxLength: 200 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        const found = percentilesOf(histogramOf(values), "low");
        expect(Math.abs((found?.p50 ?? 0) / exact(0.5) - 1)).toBeLessThan(0.17);
        expect(Math.abs((found?.p90 ?? 0) / exact(0.9) - 1)).toBeLessThan(0.17);
      }),
    );
  });

  it("look from the good end: nine in ten speeds are no slower than p90", () => {
    const speeds = histogramOf([100, 100, 100, 100, 100, 100, 100, 100, 100, 10]);
    expect(percentilesOf(speeds, "high")?.p90).toBeGreaterThan(80);
    expect(percentilesOf(speeds, "low")?.p50).toBeGreaterThan(80);
    expect(percentilesOf({}, "low")).toBeNull();
  });
});

it("uptime counts what was served against what failed, and nothing says nothing", () => {
  expect(uptimeOf(3, 1)).toBe(0.75);
  expect(uptimeOf(0, 0)).toBeNull();
});
