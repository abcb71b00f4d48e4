import { expect, test } from "vitest";
import { type DifferenceRow, type FindingKind, toFindings } from "./audit-finding.ts";

const sentenceOf = (kind: FindingKind, row: DifferenceRow) => toFindings(kind, [row])[0]?.sentence;

test("amounts of a finding are read in USD to the last digit, and its facts stay in nano-USD", () => {
  const row = { subject: "customer_credit wsp_7", expected: -17_500n, actual: 1_250_000_000n };
  expect(toFindings("balance_differs", [row])).toEqual([
    {
      ...{ kind: "balance_differs", subject: "customer_credit wsp_7", expected: "-17500", actual: "1250000000" },
      sentence: "The balance of customer_credit wsp_7 is 1.25 USD, but its entries add up to -0.0000175 USD.",
    },
  ]);
});

test("a bill's legs, and facts of which some are amounts, are read in USD as well", () => {
  expect(sentenceOf("bill_differs", { subject: "gen-7", expected: "1400 + 70 + 280", actual: "1401 + 70 + 280" })).toBe(
    "The call gen-7 was charged 0.000001401 + 0.00000007 + 0.00000028 USD; billed anew from its units and pinned versions it is 0.0000014 + 0.00000007 + 0.00000028 USD.",
  );
  const days = {
    expected: "2 calls, 3500 nano-USD charged, 0 nano-USD earned",
    actual: "1 calls, 1750 nano-USD charged, 0 nano-USD earned",
  };
  expect(sentenceOf("roll_up_differs", { subject: "2026-11-30", ...days })).toBe(
    "The roll-ups of 2026-11-30 and what waits to be counted come to 1 calls, 0.00000175 USD charged, 0.00 USD earned; its calls come to 2 calls, 0.0000035 USD charged, 0.00 USD earned.",
  );
});

test("ids, versions, hours and positions stay as they are", () => {
  expect(sentenceOf("quarantine_aged", { subject: "7", expected: "24", actual: 31n })).toBe(
    "The usage 7 has been in quarantine for 31 hours: it earns nobody anything until it is resolved.",
  );
  expect(sentenceOf("credit_ahead", { subject: "wsp_7", expected: 4n, actual: 5n })).toContain("version 5 of");
});
