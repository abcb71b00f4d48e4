"use client";

import { Area, AreaChart, Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { approximateUsd, formatMoney, type Nano, readNano } from "./format/money.ts";
import { formatCompact, formatCount } from "./format/number.ts";
import { axisTicks, tickDecimals } from "./format/ticks.ts";
import { formatDate, formatDayMonth } from "./format/time.ts";
import type { ChartPoint, TimeChartProps } from "./time-chart.tsx";

const COLOR = {
  accent: "var(--accent)",
  provider: "var(--leg-provider)",
  platform: "var(--leg-platform)",
  builder: "var(--leg-builder)",
  contrast: "var(--contrast)",
  critical: "var(--critical)",
  muted: "var(--line-control)",
};

const startOf = (day: string) => new Date(`${day}T00:00:00Z`);
const plotted = (unit: TimeChartProps["unit"], value: Nano | number) =>
  unit === "count" || typeof value === "number" ? Number(value) : approximateUsd(value);

function axisLabel(unit: TimeChartProps["unit"], value: number, decimals: number): string {
  const sign = unit === "money" ? "$" : "";
  // Nobody writes $0.6.
  const shown = unit === "money" && decimals === 1 ? 2 : decimals;
  return `${sign}${value >= 1000 || unit === "count" ? formatCompact(value) : value.toFixed(shown)}`;
}

function ChartTip({ point, series, unit }: { point: ChartPoint } & Pick<TimeChartProps, "series" | "unit">) {
  return (
    <div className="min-w-40 rounded-md border bg-raised px-3 py-2 text-sm shadow-md">
      <p className="mb-1 text-ink-muted">{formatDate(startOf(point.day))}</p>
      {series.map(({ key, name, tone = "accent" }) => {
        const value = point.values[key] ?? 0;
        return (
          <p key={key} className="flex items-center gap-2">
            <span className="size-2 rounded-xs" style={{ background: COLOR[tone] }} />
            <span className="flex-1">{name}</span>
            <span className="tabular font-medium">
              {unit === "money" && typeof value !== "number"
                ? formatMoney(value, readNano(value) < 1_000_000_000n ? 4 : 2)
                : formatCount(Number(value))}
            </span>
          </p>
        );
      })}
    </div>
  );
}

type TimePlotProps = Omit<TimeChartProps, "label" | "heightPx"> & { heightPx: number };

/** What `TimeChart` shows. */
export function TimePlot({ points, series, unit, kind = "bar", heightPx }: TimePlotProps) {
  const data = points.map((point) => ({
    day: point.day,
    point,
    ...Object.fromEntries(series.map(({ key }) => [key, plotted(unit, point.values[key] ?? 0)])),
  }));
  const totals = points.map((point) => series.reduce((sum, { key }) => sum + plotted(unit, point.values[key] ?? 0), 0));
  const ticks = axisTicks(Math.max(0, ...totals));
  const decimals = tickDecimals(ticks);
  const Chart = kind === "bar" ? BarChart : AreaChart;
  const tick = { fill: "var(--ink-faint)", fontSize: 11 };
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <Chart data={data} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} barCategoryGap="22%" accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => formatDayMonth(startOf(day))}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          minTickGap={36}
        />
        <YAxis
          tickFormatter={(value: number) => axisLabel(unit, value, decimals)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={46}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          interval={0}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)", stroke: "var(--line-control)" }}
          isAnimationActive={false}
          content={({ payload }) => {
            const point: ChartPoint | undefined = payload?.[0]?.payload?.point;
            return point ? <ChartTip point={point} series={series} unit={unit} /> : null;
          }}
        />
        {series.map(({ key, name, tone = "accent" }, index) =>
          kind === "bar" ? (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="all"
              fill={COLOR[tone]}
              radius={index === series.length - 1 ? [2, 2, 0, 0] : 0}
              maxBarSize={28}
              isAnimationActive={false}
            />
          ) : (
            <Area
              key={key}
              dataKey={key}
              name={name}
              stackId="all"
              type="monotone"
              stroke={COLOR[tone]}
              strokeWidth={1.75}
              fill={COLOR[tone]}
              fillOpacity={0.12}
              isAnimationActive={false}
            />
          ),
        )}
      </Chart>
    </ResponsiveContainer>
  );
}
