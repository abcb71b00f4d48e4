import type { Month } from "@tollgate/payouts/months";

/** Days, moments and months as a mail writes them: in UTC, in words nobody can read the wrong way round. */
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** "1 December 2026" */
export function dayWords(at: Date): string {
  return DAY.format(at);
}

/** "1 December 2026, 00:00 UTC" */
export function momentWords(at: Date): string {
  return `${DAY.format(at)}, ${CLOCK.format(at)} UTC`;
}

/** "November 2026" */
export function monthWords(month: Month): string {
  return MONTH.format(new Date(`${month}-01T00:00:00Z`));
}
