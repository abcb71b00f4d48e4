import { expect, test } from "vitest";
import { quarantineHref, readQuarantineQuery } from "./quarantine-query.ts";

test("a view's address leads back to the same view", () => {
  for (const query of [
    { reason: null, resolved: false },
    { reason: "leg_mismatch", resolved: true },
    { reason: "malformed", resolved: false },
  ] as const) {
    const url = new URL(quarantineHref("https://console.test/operator/quarantine", query));
    expect(readQuarantineQuery(Object.fromEntries(url.searchParams))).toEqual(query);
  }
});

test("an address that means nothing shows everything that is open", () => {
  expect(readQuarantineQuery({ reason: "'; --", resolved: "yes" })).toEqual({ reason: null, resolved: false });
});
