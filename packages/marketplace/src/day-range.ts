import { z } from "zod";
import { MarketplaceError } from "./errors.ts";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MAX_DAYS = 366;
const Day = z.iso.date("Choose a day, such as 2026-11-30.");

/** UTC days, both included; the last 30 when left out. */
export const DayRange = z.object({ from: Day.optional(), to: Day.optional() });
export type DayRange = z.output<typeof DayRange>;

/**
 * Every day of a range, as YYYY-MM-DD.
 * @throws MarketplaceError `invalid_input` for a range that makes no sense or is too long.
 */
export function readDays({ from, to }: DayRange, now: Date): string[] {
  const last = to ?? now.toISOString().slice(0, 10);
  const first = from ?? new Date(Date.parse(last) - (DEFAULT_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (count < 1)
    throw new MarketplaceError("invalid_input", "The first day must not be after the last.", { field: "from" });
  if (count > MAX_DAYS)
    throw new MarketplaceError("invalid_input", `Choose at most ${MAX_DAYS} days.`, { field: "from" });
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );
}
