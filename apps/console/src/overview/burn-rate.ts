const DAYS_LOOKED_AT = 7;
/** Beyond this a forecast says nothing any more. */
const FAR_AWAY_DAYS = 365n;

type Day = { readonly spentNano: bigint };

/** How long credit lasts at the pace of the last 7 days, in words; `null` when nothing was spent in them. */
export function creditLasts(availableNano: bigint, byDay: readonly Day[]): string | null {
  const week = byDay.slice(-DAYS_LOOKED_AT).reduce((sum, day) => sum + day.spentNano, 0n);
  if (week === 0n) return null;
  if (availableNano <= 0n) return "used up: calls are refused";
  const days = (availableNano * BigInt(DAYS_LOOKED_AT)) / week;
  if (days < 1n) return "less than a day at this week’s pace";
  if (days > FAR_AWAY_DAYS) return "more than a year at this week’s pace";
  return `about ${days} ${days === 1n ? "day" : "days"} at this week’s pace`;
}

/** Credit that ends within three days is worth a warning. */
export function isRunningOut(availableNano: bigint, byDay: readonly Day[]): boolean {
  const week = byDay.slice(-DAYS_LOOKED_AT).reduce((sum, day) => sum + day.spentNano, 0n);
  return week > 0n && availableNano * BigInt(DAYS_LOOKED_AT) < week * 3n;
}
