import { expect, test } from "vitest";
import { entriesHref, readEntryQuery } from "./entry-query.ts";

test("an address holds every choice and gives it back", () => {
  const query = {
    types: ["customer_credit", "customer_promotional_credit"],
    kinds: ["top_up"],
    owner: "wsp_1",
    month: "2026-07",
    span: "before",
  } as const;
  const params = Object.fromEntries(new URL(entriesHref(query), "https://x.test").searchParams);
  expect(readEntryQuery(params)).toEqual(query);
});

test("what an address cannot mean does not narrow", () => {
  const query = readEntryQuery({ type: "gold,customer_credit", kind: "__proto__", month: "2026-13", span: "ever" });
  expect(query).toEqual({ types: ["customer_credit"], kinds: [], owner: null, month: null, span: "month" });
  expect(entriesHref({})).toBe("/finance/ledger");
});
