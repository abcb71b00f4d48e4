import { MonthPicker } from "@tollgate/ui/month-picker";
import { LinkTabs } from "@tollgate/ui/tabs";
import { reportHref } from "./report-query.ts";

type Props = { report: string; kind: "month" | "year" | "now"; period: string; now: Date };

/** Chooses the period of a report by links; one that shows this moment has nothing to choose. */
export function PeriodPicker({ report, kind, period, now }: Props) {
  if (kind === "now") return null;
  if (kind === "month")
    return (
      <MonthPicker month={period} last={now.toISOString().slice(0, 7)} path={reportHref(report, null)} name="period" />
    );
  const last = now.getUTCFullYear();
  const years = [last - 2, last - 1, last].map(String);
  return (
    <LinkTabs
      label="Year"
      tabs={years.map((year) => ({ href: reportHref(report, year), label: year, current: year === period }))}
    />
  );
}
