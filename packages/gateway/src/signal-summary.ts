/** What calls of the last while saw of an endpoint. Shares are from 0 to 1; everything is `null` without calls to tell from. */
export interface SignalSummary {
  readonly uptime5m: number | null;
  readonly uptime30m: number | null;
  readonly uptime1d: number | null;
  /** Milliseconds to the first content of streams, of the last 30 minutes. */
  readonly latencyMs: Percentiles | null;
  /** Output tokens per second of streams, of the last 30 minutes. */
  readonly tokensPerSecond: Percentiles | null;
  /** Calls of tools with valid arguments out of all, of the last day; `null` with fewer than `LEAST_TOOL_CALLS`. */
  readonly toolCallValidity: number | null;
}

/** Fewer calls of tools say nothing of an endpoint. */
export const LEAST_TOOL_CALLS = 20;

export function toolCallValidityOf(calls: number, valid: number): number | null {
  return calls < LEAST_TOOL_CALLS ? null : valid / calls;
}

/** For latencies p90 is the slow end, for speeds too: nine in ten calls were at least that good. */
export interface Percentiles {
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p99: number;
}

/** Bucket → count. Bucket b holds values from 1.25^b up to 1.25^(b+1), so a percentile is off by at most an eighth. */
export type Histogram = Readonly<Record<string, number>>;

const BASE = 1.25;

export function bucketOf(value: number): number {
  return Math.max(0, Math.floor(Math.log(value) / Math.log(BASE)));
}

export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const merged: Record<string, number> = {};
  for (const histogram of histograms)
    for (const [bucket, count] of Object.entries(histogram)) merged[bucket] = (merged[bucket] ?? 0) + count;
  return merged;
}

/**
 * Median and higher percentiles, each as the middle of its bucket.
 * @param better which end is the good one: nine in ten values are no worse than `p90`.
 * @returns `null` for an empty histogram.
 */
export function percentilesOf(histogram: Histogram, better: "low" | "high"): Percentiles | null {
  const sorted = Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => (better === "low" ? a.bucket - b.bucket : b.bucket - a.bucket));
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (share: number) => {
    let left = share * total;
    const reached = sorted.find(({ count }) => {
      left -= count;
      return left <= 0;
    });
    return Math.round(BASE ** ((reached ?? sorted[sorted.length - 1] ?? { bucket: 0 }).bucket + 0.5));
  };
  return { p50: at(0.5), p75: at(0.75), p90: at(0.9), p99: at(0.99) };
}

/** Served out of all that were served or failed; what the caller or a rate limit ended counts for neither. */
export function uptimeOf(served: number, failed: number): number | null {
  return served + failed === 0 ? null : served / (served + failed);
}
