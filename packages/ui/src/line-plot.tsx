"use client";

import { CartesianGrid, Line, LineChart as Lines, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { LINE_COLOR } from "./format/line-color.ts";
import { formatCount, formatDuration, formatShare } from "./format/number.ts";
import { axisTicks } from "./format/ticks.ts";
import { formatDayMonth, formatExact } from "./format/time.ts";
import type { LineChartProps, LinePoint } from "./line-chart.tsx";

const HOUR_MS = 3_600_000;

function valueText(unit: LineChartProps["unit"], value: number): string {
  if (unit === "share") return formatShare(value);
  return unit === "milliseconds" ? formatDuration(value) : `${formatCount(Math.round(value))} tok/s`;
}

function timeText(at: Date, spanMs: number): string {
  return spanMs <= 36 * HOUR_MS ? `${String(at.getUTCHours()).padStart(2, "0")}:00` : formatDayMonth(at);
}

type LinePlotProps = Omit<LineChartProps, "label" | "heightPx"> & { heightPx: number };

/** What `LineChart` shows. */
export function LinePlot({ points, series, unit, heightPx }: LinePlotProps) {
  const data = points.map((point) => ({ point, at: point.at.getTime(), ...point.values }));
  const spanMs = (points.at(-1)?.at.getTime() ?? 0) - (points[0]?.at.getTime() ?? 0);
  const most = Math.max(0, ...points.flatMap(({ values }) => Object.values(values).map((value) => value ?? 0)));
  const ticks = unit === "share" ? [0, 0.25, 0.5, 0.75, 1] : axisTicks(most);
  const tick = { fill: "var(--ink-faint)", fontSize: 11 };
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 420, height: heightPx }}>
      <Lines data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={["dataMin", "dataMax"]}
          tickFormatter={(at: number) => timeText(new Date(at), spanMs)}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          minTickGap={36}
        />
        <YAxis
          tickFormatter={(value: number) => valueText(unit, value)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={unit === "per-second" ? 66 : 52}
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          interval={0}
        />
        <Tooltip
          cursor={{ stroke: "var(--line-control)" }}
          isAnimationActive={false}
          content={({ payload }) => {
            const point: LinePoint | undefined = payload?.[0]?.payload?.point;
            return point ? <Tip point={point} series={series} unit={unit} /> : null;
          }}
        />
        {series.map(({ key, name, tone = "accent" }) => (
          <Line
            key={key}
            dataKey={key}
            name={name}
            stroke={LINE_COLOR[tone]}
            strokeWidth={1.75}
            dot={{ r: 2.5, strokeWidth: 0, fill: LINE_COLOR[tone] }}
            activeDot={{ r: 3.5 }}
            isAnimationActive={false}
          />
        ))}
      </Lines>
    </ResponsiveContainer>
  );
}

function Tip({ point, series, unit }: { point: LinePoint } & Pick<LineChartProps, "series" | "unit">) {
  return (
    <div className="min-w-40 rounded-md border bg-raised px-3 py-2 text-sm shadow-md">
      <p className="mb-1 text-ink-muted">{formatExact(point.at)}</p>
      {series.map(({ key, name, tone = "accent" }) => {
        const value = point.values[key] ?? null;
        return (
          <p key={key} className="flex items-center gap-2">
            <span className="size-2 rounded-xs" style={{ background: LINE_COLOR[tone] }} />
            <span className="flex-1">{name}</span>
            <span className="tabular font-medium">{value === null ? "no calls" : valueText(unit, value)}</span>
          </p>
        );
      })}
    </div>
  );
}
