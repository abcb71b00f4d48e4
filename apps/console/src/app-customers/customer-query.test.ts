import { expect, test } from "vitest";
import { readCustomerQuery, writeCustomerQuery } from "./customer-query.ts";

test("an address says again what it said, and nonsense is left out", () => {
  const query = readCustomerQuery({ days: "90", q: " acme ", state: "revoked", sort: "name" });
  expect(query).toEqual({ days: 90, q: "acme", state: "revoked", sort: "name" });
  expect(readCustomerQuery(Object.fromEntries(new URLSearchParams(writeCustomerQuery(query))))).toEqual(query);
  expect(readCustomerQuery({ days: "x", state: "gone", sort: "luck" })).toEqual({ days: 30, sort: "earned" });
});
