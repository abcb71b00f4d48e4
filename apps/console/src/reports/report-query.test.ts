import { expect, test } from "vitest";
import { readPage, reportHref } from "./report-query.ts";

test("a report’s address holds its period and page, and the first page needs none", () => {
  expect(reportHref("payables", "2026-07", 3)).toBe("/finance/reports/payables?period=2026-07&page=3");
  expect(reportHref("clearing", null)).toBe("/finance/reports/clearing");
  expect(["3", "0", "-1", "many", undefined].map((page) => readPage({ page }))).toEqual([3, 1, 1, 1, 1]);
});
