import { expect, test } from "vitest";
import { callsHref, lastDays, readUsageQuery, writeUsageQuery } from "./usage-query.ts";

const NOW = new Date("2026-11-25T12:00:00Z");

test("without an address the last 30 days are shown by model", () => {
  expect(readUsageQuery({}, NOW)).toMatchObject({ by: "model", show: "spend", from: "2026-10-27", to: "2026-11-25" });
});

test("an address says again what it said", () => {
  const query = readUsageQuery({ by: "key", show: "tokens", from: "2026-11-01", to: "2026-11-07", model: "a/b" }, NOW);
  expect(readUsageQuery(Object.fromEntries(new URLSearchParams(writeUsageQuery(query))), NOW)).toEqual(query);
});

test("days that make no sense are left out", () => {
  const usual = { from: "2026-10-27", to: "2026-11-25" };
  expect(readUsageQuery({ from: "2026-02-30" }, NOW)).toMatchObject(usual);
  expect(readUsageQuery({ from: "2026-11-09", to: "2026-11-01" }, NOW)).toMatchObject(usual);
  expect(readUsageQuery({ from: "2020-01-01" }, NOW)).toMatchObject(usual);
  expect(lastDays(7, "2026-11-25")).toEqual({ from: "2026-11-19", to: "2026-11-25" });
});

test("a group leads to its calls in the same days", () => {
  const query = readUsageQuery({ by: "model", from: "2026-11-01", to: "2026-11-07", key: "key_1" }, NOW);
  expect(callsHref("acme", query, "a/b")).toBe("/w/acme/calls?key=key_1&model=a%2Fb&from=2026-11-01&to=2026-11-07");
  expect(callsHref("acme", { ...query, by: "member" }, "usr_1")).toBeUndefined();
  const cached = { ...query, by: "served_from", key: undefined } as const;
  expect(callsHref("acme", cached, "cache")).toBe("/w/acme/calls?served_from=cache&from=2026-11-01&to=2026-11-07");
  expect(readUsageQuery({ served_from: "own_key" }, NOW)).toMatchObject({ served_from: "own_key" });
  expect(readUsageQuery({ served_from: "memory" }, NOW).served_from).toBeUndefined();
});
