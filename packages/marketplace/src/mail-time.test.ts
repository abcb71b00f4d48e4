import { monthOf } from "@tollgate/payouts/months";
import { expect, test } from "vitest";
import { dayWords, momentWords, monthWords } from "./mail-time.ts";

test("days, moments and months of a mail are words, in UTC", () => {
  const at = new Date("2026-12-01T09:05:00Z");
  expect(dayWords(at)).toBe("1 December 2026");
  expect(momentWords(at)).toBe("1 December 2026, 09:05 UTC");
  expect(monthWords(monthOf(new Date("2026-11-01")))).toBe("November 2026");
});
