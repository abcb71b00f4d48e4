import { expect, test } from "vitest";
import { listHref, readListQuery, toListFilter } from "./list-query.ts";

const STATES = ["won", "lost"] as const;

test("an address and what it shows say the same", () => {
  const query = readListQuery({ state: "won", search: " du_1 ", from: "2026-01-31", to: "2026-02-01" }, STATES);
  expect(listHref("/finance/disputes", query)).toBe(
    "/finance/disputes?state=won&search=du_1&from=2026-01-31&to=2026-02-01",
  );
  expect(toListFilter(query)).toEqual({
    state: "won",
    search: "du_1",
    from: new Date("2026-01-31T00:00:00Z"),
    to: new Date("2026-02-02T00:00:00Z"),
  });
});

test("what an address cannot mean does not narrow", () => {
  const query = readListQuery({ state: "maybe", search: "", from: "2026-02-30", after: ["a", "b"] }, STATES);
  expect(query).toEqual({ state: null, search: null, from: null, to: null, after: null });
  expect(listHref("/finance/disputes", query)).toBe("/finance/disputes");
});
