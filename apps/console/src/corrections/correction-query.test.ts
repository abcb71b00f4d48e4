import { expect, test } from "vitest";
import { correctionsHref, EVERY_CORRECTION, readCorrectionQuery, toCorrectionFilter } from "./correction-query.ts";

test("a view of corrections comes back from its own address", () => {
  for (const status of [null, "requested", "posted", "rejected"] as const) {
    for (const kind of [null, "adjustment", "call_refund"] as const) {
      for (const rest of [{}, { person: "usr_1", from: "2026-01-01", to: "2026-01-31", after: "cor_2" }]) {
        const query = { ...EVERY_CORRECTION, status, kind, ...rest };
        const url = new URL(correctionsHref(query), "https://console.test");
        expect(readCorrectionQuery(Object.fromEntries(url.searchParams))).toEqual(query);
      }
    }
  }
});

test("what an address cannot mean does not narrow", () => {
  const nonsense = { status: "all", kind: "x", person: "me", from: "2026-02-30", to: "soon", after: "../1" };
  expect(readCorrectionQuery(nonsense)).toEqual(EVERY_CORRECTION);
});

test("both days of a range are in it", () => {
  const filter = toCorrectionFilter({ ...EVERY_CORRECTION, from: "2026-01-31", to: "2026-01-31" });
  expect([filter.from, filter.to]).toEqual([new Date("2026-01-31T00:00:00Z"), new Date("2026-02-01T00:00:00Z")]);
});
