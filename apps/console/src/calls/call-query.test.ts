import { expect, test } from "vitest";
import { exportHref, isNarrowed, readCallQuery, toCallFilter, writeCallQuery } from "./call-query.ts";

const address = {
  key: "key_1",
  model: "openai/gpt-4o-mini",
  outcome: "failed",
  served_from: "cache",
  from: "2026-11-01",
  to: "2026-11-30",
  after: "01980000-0000-7000-8000-000000000000",
};

test("an address holds every filter, and writing it again gives the same", () => {
  const query = readCallQuery(address);
  expect(query).toMatchObject(address);
  expect(readCallQuery(Object.fromEntries(new URLSearchParams(writeCallQuery(query))))).toEqual(query);
});

test("both days of a range are included", () => {
  const filter = toCallFilter(readCallQuery(address), "wsp_1");
  expect(filter).toMatchObject({ from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z") });
});

test.each([
  { outcome: "won" },
  { served_from: "memory" },
  { from: "2026-02-30" },
  { to: "soon" },
  { after: "first" },
  { key: "" },
  { model: ["a", "b"] },
  {},
])("what makes no sense narrows nothing: %j", (params) => {
  const query = readCallQuery(params);
  expect(isNarrowed(query)).toBe(false);
  expect(writeCallQuery(query)).toBe("");
});

test("an export has the filters of the page and none of its pages", () => {
  const href = exportHref(readCallQuery(address), "wsp_1");
  expect(href).toContain("keyId=key_1");
  expect(href).toContain("outcome=failed");
  expect(href).toContain("servedFrom=cache");
  expect(href).not.toContain("0198");
});
