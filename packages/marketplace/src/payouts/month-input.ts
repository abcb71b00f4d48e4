import { type Month, monthBounds, parseMonth } from "@tollgate/payouts/months";
import { z } from "zod";
import { MarketplaceError } from "../errors.ts";

const SENTENCE = "Enter a month as year and month, such as 2026-11.";

/** A UTC month as people type it; `readMonth` gives it its type. */
export const MonthText = z.string(SENTENCE).refine((text) => parseMonth(text) !== null, SENTENCE);

/** @throws MarketplaceError `invalid_input` when the text is not a month. */
export function readMonth(text: string): Month {
  const month = parseMonth(text);
  if (month === null) throw new MarketplaceError("invalid_input", SENTENCE, { field: "month" });
  return month;
}

/** How a month is stored: its first day. */
export function monthColumn(month: Month): Date {
  return monthBounds(month).start;
}
