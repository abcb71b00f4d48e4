import { expect, test } from "vitest";
import { lineHref } from "./line-href.ts";

test("a line of a statement leads to its entries, of one payee or of all", () => {
  expect(lineHref("builder", { month: "2026-10", payeeId: "wsp_1" })).toBe(
    "/finance/ledger?type=builder_payable&kind=call_settlement&owner=wsp_1&month=2026-10",
  );
  expect(lineHref("opening", { month: "2026-10", payeeId: null })).toBe(
    "/finance/ledger?type=provider_payable%2Cbuilder_payable&month=2026-10&span=before",
  );
});
