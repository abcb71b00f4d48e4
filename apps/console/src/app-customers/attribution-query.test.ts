import { expect, test } from "vitest";
import { readAttributionQuery, writeAttributionQuery } from "./attribution-query.ts";

test("an address says again what it said, and nonsense is left out", () => {
  const query = readAttributionQuery({ by: "user", days: "7", customer: "wsp_1" });
  expect(readAttributionQuery(Object.fromEntries(new URLSearchParams(writeAttributionQuery(query))))).toEqual(query);
  expect(readAttributionQuery({ by: "moon" })).toEqual({ by: "feature", days: 30 });
});
