/** A UTC day in an address, such as 2026-01-31; `null` for text that is none, or for a day the calendar does not have. */
export function readUtcDay(text: string | undefined): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = startOfUtcDay(text);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : text;
}

export function startOfUtcDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
