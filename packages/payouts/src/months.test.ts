import fc from "fast-check";
import { expect, it } from "vitest";
import { isOver, monthBounds, monthOf, nextMonth, parseMonth, previousMonth } from "./months.ts";

it("reads months and nothing else", () => {
  expect(parseMonth("2026-11")).toBe("2026-11");
  for (const text of ["2026-13", "2026-00", "2026-1", "26-01", "2026-11-01", "", " 2026-11", "2026-11\n"])
    expect(parseMonth(text)).toBeNull();
});

it("puts every moment into exactly one half-open month, and months follow each other without a gap", () => {
  const moments = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (moment) => {
      const month = monthOf(moment);
      const { start, end } = monthBounds(month);
      expect(start <= moment && moment < end).toBe(true);
      expect(monthBounds(nextMonth(month)).start).toEqual(end);
      expect(previousMonth(nextMonth(month))).toBe(month);
    }),
  );
});

it("is over at the first moment of the next month and not a millisecond before", () => {
  const december = monthOf(new Date("2026-12-15T12:00:00Z"));
  expect(isOver(december, new Date("2026-12-31T23:59:59.999Z"))).toBe(false);
  expect(isOver(december, new Date("2027-01-01T00:00:00.000Z"))).toBe(true);
});
