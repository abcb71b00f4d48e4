import { expect, test } from "vitest";
import { compareHref, readCompared } from "./compare-query.ts";

test("an address says again which models it compares, each once and no more than fit", () => {
  const ids = ["acme/one", "b/two:x"];
  const { searchParams } = new URL(compareHref(ids), "http://x");
  expect(readCompared(searchParams.getAll("m"))).toEqual(ids);
  expect(readCompared(["a", "a", " ", "b", "c", "d", "e"])).toEqual(["a", "b", "c", "d"]);
  expect(readCompared(undefined)).toEqual([]);
  expect(compareHref([])).toBe("/models/compare");
});
