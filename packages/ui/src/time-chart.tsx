"use client";

import { lazy, Suspense } from "react";
import { ChartSkeleton } from "./chart-skeleton.tsx";
import type { Nano } from "./format/money.ts";

export type ChartSeries = {
  key: string;
  name: string;
  tone?: "accent" | "provider" | "platform" | "builder" | "contrast" | "critical" | "muted";
};

/** One day (`2026-11-20`) with a value per series: nano-USD for money, a count otherwise. */
export type ChartPoint = { day: string; values: Readonly<Record<string, Nano | number>> };

export type TimeChartProps = {
  /** Says what is drawn, for those who do not see it. */
  label: string;
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  unit: "money" | "count";
  kind?: "bar" | "area";
  heightPx?: number;
};

const Plot = lazy(async () => ({ default: (await import("./time-plot.tsx")).TimePlot }));

/** Values by day, stacked. The program that draws comes after the page; the height is fixed before, so that nothing jumps. */
export function TimeChart({ heightPx = 220, ...drawn }: TimeChartProps) {
  return (
    <figure
      aria-label={drawn.label}
      style={{ height: heightPx }}
      className="group/chart relative w-full min-w-0 overflow-x-clip"
    >
      <ChartSkeleton />
      <Suspense>
        <Plot {...drawn} heightPx={heightPx} />
      </Suspense>
    </figure>
  );
}
