import { expect, test } from "vitest";
import { correctionsHref, readCorrectionQuery } from "./correction-query.ts";

test("a view of corrections comes back from its own address", () => {
  for (const status of [null, "requested", "posted", "rejected"] as const) {
    for (const kind of [null, "adjustment", "call_refund"] as const) {
      const url = new URL(correctionsHref({ status, kind }), "https://console.test");
      expect(readCorrectionQuery(Object.fromEntries(url.searchParams))).toEqual({ status, kind });
    }
  }
});

test("what an address cannot mean does not narrow", () => {
  expect(readCorrectionQuery({ status: "all", kind: "x" })).toEqual({ status: null, kind: null });
});
