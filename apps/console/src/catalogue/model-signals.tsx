import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { LINE_COLOR } from "@tollgate/ui/format/line-color";
import { LineChart } from "@tollgate/ui/line-chart";
import { Notice } from "@tollgate/ui/notice";
import { Section } from "@tollgate/ui/section";
import { LinkTabs } from "@tollgate/ui/tabs";
import type { ChartSeries } from "@tollgate/ui/time-chart";
import type { Outputs } from "../trpc/outputs.ts";

type Signals = Outputs["models"]["signals"];
type Point = Signals["endpoints"][number]["points"][number];

const TONES = ["accent", "builder", "provider", "contrast", "muted"] as const;
const CHARTS = [
  { key: "uptime", title: "Uptime", hint: "Calls served out of all that were served or failed", unit: "share" },
  { key: "latencyMs", title: "First word", hint: "Median time to the first word of a stream", unit: "milliseconds" },
  { key: "tokensPerSecond", title: "Speed", hint: "Median output tokens per second", unit: "per-second" },
] as const satisfies readonly { key: keyof Point; title: string; hint: string; unit: string }[];

type Props = { signals: Signals; period: "day" | "week"; href: string };

/** How each provider of a model did, counted from real calls. */
export function ModelSignals({ signals, period, href }: Props) {
  const seen = signals.endpoints.filter(({ attempts }) => attempts > 0).slice(0, TONES.length);
  const series: ChartSeries[] = seen.map(({ endpointId, provider }, at) => ({
    key: endpointId,
    name: provider,
    tone: TONES[at] ?? "muted",
  }));
  const times = seen[0]?.points.map(({ at }) => at) ?? [];
  return (
    <Section
      title="How they do"
      hint="Counted from the calls of everybody who uses this installation, not from what providers say."
    >
      <div className="flex flex-col gap-4">
        <LinkTabs
          label="Period"
          tabs={[
            { href: `${href}?signals=day`, label: "24 hours", current: period === "day" },
            { href: `${href}?signals=week`, label: "7 days", current: period === "week" },
          ]}
        />
        {seen.length === 0 ? (
          <Notice>
            No calls {period === "day" ? "in the last 24 hours" : "in the last 7 days"}. The first one shows here within
            a minute.
          </Notice>
        ) : (
          <>
            <Legend series={series} />
            <div className="grid gap-4 *:min-w-0 lg:grid-cols-3">
              {CHARTS.map(({ key, title, hint, unit }) => (
                <Card key={key}>
                  <CardHeader title={title} hint={hint} />
                  <CardBody>
                    <LineChart
                      label={`${title} of each provider, ${period === "day" ? "24 hours" : "7 days"}`}
                      unit={unit}
                      series={series}
                      points={times.map((at, step) => ({
                        at,
                        values: Object.fromEntries(
                          seen.map(({ endpointId, points }) => [endpointId, points[step]?.[key] ?? null]),
                        ),
                      }))}
                    />
                  </CardBody>
                </Card>
              ))}
            </div>
          </>
        )}
      </div>
    </Section>
  );
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-sm" aria-label="Legend">
      {series.map(({ key, name, tone = "accent" }) => (
        <li key={key} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="telling-colour size-2.5 rounded-xs"
            style={{ background: LINE_COLOR[tone] }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}
