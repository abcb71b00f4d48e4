import { describe, expect, test } from "vitest";
import { counted, formatBasisPoints, formatCompact, formatDuration, initialsOf, parsePercent } from "./number.ts";
import { sharesOf } from "./split.ts";
import { formatExact, formatRelative, shiftMonth } from "./time.ts";

describe("numbers", () => {
  test("basis points and percentages are each other's inverse", () => {
    for (const points of [0, 1, 50, 550, 1250, 10_000]) expect(parsePercent(formatBasisPoints(points))).toBe(points);
  });

  test("a percentage finer than a basis point is refused, not rounded", () => {
    for (const bad of ["1.255", "-1", "", "abc", "1,5"]) expect(parsePercent(bad)).toBeNull();
  });

  test("a noun agrees with its count", () => {
    expect(counted(1, "payee")).toBe("1 payee");
    expect(counted(0, "payee")).toBe("0 payees");
    expect(counted(12_840n, "entry", "entries")).toBe("12,840 entries");
  });

  test("durations and counts keep to one unit", () => {
    expect(formatDuration(840)).toBe("840 ms");
    expect(formatDuration(2_412)).toBe("2.41 s");
    expect(formatDuration(59_990)).toBe("1 min 0 s");
    expect(formatCompact(12_840)).toBe("12.8K");
  });

  test("initials come from the name, or from the part of an address before the @", () => {
    expect(initialsOf("Ada Lovelace")).toBe("AL");
    expect(initialsOf("finance@example.test")).toBe("F");
  });
});

describe("time", () => {
  const now = new Date("2026-11-20T12:00:00Z");

  test("relative times never overstate the age", () => {
    expect(formatRelative(new Date("2026-11-20T11:59:50Z"), now)).toBe("just now");
    expect(formatRelative(new Date("2026-11-20T11:00:30Z"), now)).toBe("59 min. ago");
    expect(formatRelative(new Date("2026-11-19T12:00:00Z"), now)).toBe("yesterday");
  });

  test("exact times name their zone", () => {
    expect(formatExact(now)).toBe("20 Nov 2026, 12:00:00 UTC");
  });

  test("months wrap over the year in both directions", () => {
    expect(shiftMonth("2026-12", 1)).toBe("2027-01");
    expect(shiftMonth("2026-01", -1)).toBe("2025-12");
    expect(() => shiftMonth("2026-13", 1)).toThrow(RangeError);
  });
});

describe("sharesOf", () => {
  test("shares always add up to the whole", () => {
    for (const parts of [
      ["1", "1", "1"],
      ["425", "23", "85"],
      ["1", "0", "999999999999"],
    ]) {
      expect(sharesOf(parts).reduce((sum, share) => sum + share, 0)).toBe(10_000);
    }
  });

  test("nothing to divide is nothing for each", () => {
    expect(sharesOf([0n, 0n])).toEqual([0, 0]);
  });

  test("a negative part is refused", () => {
    expect(() => sharesOf([1n, -1n])).toThrow(RangeError);
  });
});
