declare const monthBrand: unique symbol;

/** A UTC calendar month as `YYYY-MM`, half-open: its end is the start of the next. Made by `parseMonth` and `monthOf` only. */
export type Month = string & { readonly [monthBrand]: true };

export interface MonthBounds {
  /** First moment of the month. */
  readonly start: Date;
  /** First moment that no longer belongs to it. */
  readonly end: Date;
}

function isMonth(text: string): text is Month {
  return /^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/.test(text);
}

/** Reads a month such as `2026-11`; `null` when the text is not one. */
export function parseMonth(text: string): Month | null {
  return isMonth(text) ? text : null;
}

/** The UTC month a moment lies in, whatever the local time zone says. */
export function monthOf(moment: Date): Month {
  const text = moment.toISOString().slice(0, 7);
  if (!isMonth(text)) throw new RangeError(`no month for ${moment.toISOString()}`);
  return text;
}

export function monthBounds(month: Month): MonthBounds {
  return { start: new Date(`${month}-01T00:00:00.000Z`), end: startOf(month, 1) };
}

export function nextMonth(month: Month): Month {
  return monthOf(startOf(month, 1));
}

export function previousMonth(month: Month): Month {
  return monthOf(startOf(month, -1));
}

/** Whether the month's last moment has passed. */
export function isOver(month: Month, now: Date): boolean {
  return now >= monthBounds(month).end;
}

function startOf(month: Month, offset: number): Date {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + offset, 1));
}
