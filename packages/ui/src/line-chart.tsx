"use client";

import { lazy, Suspense } from "react";
import { ChartSkeleton } from "./chart-skeleton.tsx";
import type { ChartSeries } from "./time-chart.tsx";

/** A moment with a value per series; `null` where nothing was measured, which leaves a gap. */
export type LinePoint = { at: Date; values: Readonly<Record<string, number | null>> };

export type LineChartProps = {
  /** Says what is drawn, for those who do not see it. */
  label: string;
  points: readonly LinePoint[];
  series: readonly ChartSeries[];
  /** Shares from 0 to 1 are percent. */
  unit: "share" | "milliseconds" | "per-second";
  heightPx?: number;
};

const Plot = lazy(async () => ({ default: (await import("./line-plot.tsx")).LinePlot }));

/** Values over time, as lines. The program that draws comes after the page; the height is fixed before, so that nothing jumps. */
export function LineChart({ label, heightPx = 180, ...drawn }: LineChartProps) {
  return (
    <figure
      aria-label={label}
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
