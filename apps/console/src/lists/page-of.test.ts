import { expect, test } from "vitest";
import { PAGE_SIZE, pageOf } from "./page-of.ts";

const rows = Array.from({ length: 2 * PAGE_SIZE + 1 }, (_, index) => index);

test("every row is on one page, and no page is longer than the most that is shown", () => {
  const pages = [1, 2, 3].map((page) => pageOf(rows, String(page)));
  expect(pages.flatMap(({ shown }) => shown)).toEqual(rows);
  expect(pages.map(({ shown }) => shown.length)).toEqual([PAGE_SIZE, PAGE_SIZE, 1]);
  expect(pages[2]).toMatchObject({ page: 3, pages: 3, total: rows.length });
});

test("an address that asks for no page, or for one that is not there, gets the nearest", () => {
  expect(pageOf(rows, undefined).page).toBe(1);
  expect(pageOf(rows, "-4").page).toBe(1);
  expect(pageOf(rows, "many").page).toBe(1);
  expect(pageOf(rows, "99").page).toBe(3);
  expect(pageOf([], "2")).toEqual({ shown: [], page: 1, pages: 1, total: 0 });
});
