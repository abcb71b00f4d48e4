"use client";

import { type ChartSeries, TimeChart } from "@tollgate/ui/time-chart";
import type { Outputs } from "../trpc/outputs.ts";
import type { Metric } from "./usage-query.ts";

type Usage = Outputs["usage"]["get"];
type Used = Usage["total"];

const TONES = ["accent", "builder", "provider", "contrast"] as const;
const OTHERS = "others";
const NAME = { spend: "Spent", calls: "Calls", tokens: "Tokens" } as const;

function measure(metric: Metric, used: Used): bigint | number {
  if (metric === "spend") return used.chargeNano - used.refundedNano;
  return metric === "calls" ? used.calls : used.inputTokens + used.outputTokens;
}

/** A period by day: the groups that weigh most, and the others together. */
export function UsageChart({ usage, metric }: { usage: Usage; metric: Metric }) {
  const shown = usage.groups.slice(0, TONES.length);
  const series: ChartSeries[] = shown.map(({ id, name }, index) => ({ key: `g${id}`, name, tone: TONES[index] }));
  if (usage.groups.length > shown.length) series.push({ key: OTHERS, name: "Others", tone: "muted" });
  const points = usage.byDay.map(({ day, groups }) => {
    const values: Record<string, bigint | number> = {};
    for (const [id, used] of groups) {
      const key = shown.some((group) => group.id === id) ? `g${id}` : OTHERS;
      values[key] = add(values[key], measure(metric, used));
    }
    return { day, values };
  });
  return (
    <div className="flex flex-col gap-3">
      <TimeChart
        label={`${NAME[metric]} by day, ${usage.byDay.length} days`}
        unit={metric === "spend" ? "money" : "count"}
        points={points}
        series={series}
      />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-sm" aria-label="Legend">
        {series.map(({ key, name, tone }) => (
          <li key={key} className="flex min-w-0 items-center gap-1.5">
            <span
              aria-hidden="true"
              className={`telling-colour size-2.5 shrink-0 rounded-xs ${SWATCH[tone ?? "accent"]}`}
            />
            <span className="max-w-48 truncate">{name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const SWATCH = {
  accent: "bg-accent",
  builder: "bg-leg-builder",
  provider: "bg-leg-provider",
  platform: "bg-leg-platform",
  contrast: "bg-contrast",
  critical: "bg-critical",
  muted: "bg-line-control",
};

function add(sum: bigint | number | undefined, value: bigint | number): bigint | number {
  if (typeof value === "bigint") return (typeof sum === "bigint" ? sum : 0n) + value;
  return (typeof sum === "number" ? sum : 0) + value;
}
