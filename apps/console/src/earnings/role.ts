export const ROLES = ["builder", "provider"] as const;
export type EarningsRole = (typeof ROLES)[number];

export function isRole(text: string): text is EarningsRole {
  return ROLES.some((role) => role === text);
}

export const PERIODS = [7, 30, 90] as const;
export type PeriodDays = (typeof PERIODS)[number];

/** The period an address asks for; anything else is the usual one. */
export function readPeriod(text: string | string[] | undefined): PeriodDays {
  return PERIODS.find((days) => String(days) === text) ?? 30;
}

const DAY_MS = 86_400_000;

/** The first UTC day of a period that ends today. */
export function firstDayOf(days: PeriodDays, now: Date): string {
  return new Date(now.getTime() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
}
