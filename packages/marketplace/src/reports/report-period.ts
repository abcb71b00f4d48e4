import { monthBounds, monthOf, parseMonth } from "@tollgate/payouts/months";
import { z } from "zod";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import type { Report, ReportScope } from "./report.ts";

const SENTENCES = {
  month: "Choose a month, such as 2026-11.",
  year: "Choose a year, such as 2026.",
} as const;

/** A month or a year; the running one when left out. A report that shows this moment takes neither. */
export const PeriodText = z.string("Choose a month or a year.").max(7, "Choose a month or a year.").nullish();

/** A period that has been read: its text is what addresses and file names carry. */
export interface ReportPeriod {
  readonly text: string;
  readonly scope: ReportScope;
}

/** @throws MarketplaceError `invalid_input` when the text is not a period of the report. */
export async function readPeriod(
  { db, now }: Pick<Services, "db" | "now">,
  report: Report,
  text: string | null | undefined,
): Promise<ReportPeriod> {
  const asked = now();
  const [from, until, name] = boundsOf(report, text, asked);
  const day = (moment: Date) => moment.toISOString().slice(0, 10);
  const { _max } = await db.prisma.ledgerPeriod.aggregate({ _max: { month: true } });
  const closed = _max.month ? day(_max.month) : null;
  return { text: name, scope: { start: day(from), end: day(until), now: asked.toISOString(), closed } };
}

function boundsOf({ period }: Report, text: string | null | undefined, now: Date): [Date, Date, string] {
  if (period === "now") {
    const { start, end } = monthBounds(monthOf(now));
    return [start, end, now.toISOString().slice(0, 10)];
  }
  if (period === "year") {
    const year = text ?? now.toISOString().slice(0, 4);
    if (!/^(?:19|2\d)\d{2}$/.test(year))
      throw new MarketplaceError("invalid_input", SENTENCES.year, { field: "period" });
    return [new Date(`${year}-01-01T00:00:00Z`), new Date(`${Number(year) + 1}-01-01T00:00:00Z`), year];
  }
  const month = text ? parseMonth(text) : monthOf(now);
  if (month === null) throw new MarketplaceError("invalid_input", SENTENCES.month, { field: "period" });
  const { start, end } = monthBounds(month);
  return [start, end, month];
}
