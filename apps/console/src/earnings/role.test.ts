import { expect, test } from "vitest";
import { firstDayOf, readPeriod } from "./role.ts";

test("a period counts today as its last day", () => {
  expect(firstDayOf(7, new Date("2026-11-20T23:59:59Z"))).toBe("2026-11-14");
  expect(firstDayOf(30, new Date("2026-03-01T00:00:00Z"))).toBe("2026-01-31");
});

test("an address with another period shows the usual one", () => {
  expect([undefined, "0", "1e9", ["7"]].map(readPeriod)).toEqual([30, 30, 30, 30]);
  expect(readPeriod("90")).toBe(90);
});
