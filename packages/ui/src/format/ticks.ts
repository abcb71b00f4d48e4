/**
 * Values for a chart's axis from zero to just above `max`, in steps of 1, 2, 2.5 or 5 times a power of ten. Labels then
 * have few digits, and the top of the plot is a line.
 */
export function axisTicks(max: number, intervals = 4): number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / intervals;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= rough * 0.999) ?? 10) * magnitude;
  const count = Math.ceil(max / step - 0.001);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Decimals that tell every tick apart, the same for all of them. */
export function tickDecimals(ticks: readonly number[]): number {
  return Math.max(...ticks.map((tick) => (String(tick).split(".")[1] ?? "").length));
}
