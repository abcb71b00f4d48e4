import { expect, test } from "vitest";
import { type UnpaidPart, unpaidWords } from "./unpaid-words.ts";

const at = new Date("2026-12-01T00:00:00Z");
const month = "2026-11" as Extract<UnpaidPart, { why: "month_open" }>["month"];
const nano = 5n;

const PARTS: UnpaidPart[] = [
  { why: "month_open", nano, month, closesAt: at },
  { why: "not_computed", nano },
  { why: "carried", nano, month, reason: "below_minimum", minimumNano: 25_000_000_000n, nextAt: at },
  { why: "in_run", nano, month, isApproved: false },
  { why: "sending", nano, since: at },
  { why: "failed", nano, month, problem: "Account closed", at, nextAt: at },
  { why: "held", nano, month, reason: "new_payee", releaseAt: at, payableAt: at },
  { why: "disputed", nano, disputeId: "du_1", since: at },
];

test.each(PARTS.map((part) => [part.why, part] as const))("%s says what, why and when", (_, part) => {
  const words = Object.values(unpaidWords(part));
  expect(words.every((text) => text.length > 3 && !/undefined|null|NaN/.test(text))).toBe(true);
});

test("amounts held back name the day of their release", () => {
  const held = PARTS.find((part) => part.why === "held");
  expect(held && unpaidWords(held).when).toMatch(/^Released on .*2026, payable from .*2026$/);
});
