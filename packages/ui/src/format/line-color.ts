import type { ChartSeries } from "../time-chart.tsx";

/** Colours of lines, legible on both backgrounds. */
export const LINE_COLOR: Readonly<Record<NonNullable<ChartSeries["tone"]>, string>> = {
  accent: "var(--accent)",
  provider: "var(--leg-provider)",
  platform: "var(--leg-platform)",
  builder: "var(--leg-builder)",
  contrast: "var(--contrast)",
  critical: "var(--critical)",
  muted: "var(--ink-faint)",
};
