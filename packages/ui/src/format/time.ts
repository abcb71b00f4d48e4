const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const minute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const monthYear = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** "5 min. ago", "in 2 hr."; within half a minute, "just now". */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) < 30) return "just now";
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(Math.sign(seconds), "minute");
}

/** The exact moment in UTC, the zone the books are kept in. */
export function formatExact(at: Date): string {
  return `${exact.format(at)} UTC`;
}

export function formatDate(at: Date): string {
  return date.format(at);
}

/** "20 Nov, 14:32", in UTC. */
export function formatMinute(at: Date): string {
  return minute.format(at);
}

export function formatDayMonth(at: Date): string {
  return dayMonth.format(at);
}

/** A UTC month written `2026-11`. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** @throws {RangeError} when `month` is not of the form `2026-11`. */
export function shiftMonth(month: string, by: number): string {
  if (!isMonth(month)) throw new RangeError(`not a month: ${month}`);
  const start = new Date(`${month}-01T00:00:00Z`);
  start.setUTCMonth(start.getUTCMonth() + by);
  return monthOf(start);
}

export function formatMonth(month: string): string {
  return monthYear.format(new Date(`${month}-01T00:00:00Z`));
}
