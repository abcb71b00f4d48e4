import { expect, test } from "vitest";
import { assertBalanced, mirrored, topUpPostings } from "./posting.ts";

test("top-ups, promotions and their mirrors balance", () => {
  assertBalanced({ kind: "top_up", postings: topUpPostings("wsp_1", 25n) });
  assertBalanced({ kind: "top_up", postings: mirrored(topUpPostings("wsp_1", 25n)) });
});

const credit = (amountNano: bigint, owner = "wsp_1") => ({ type: "customer_credit", owner, amountNano }) as const;
const cash = (amountNano: bigint) => ({ type: "processor_cash", owner: "platform", amountNano }) as const;

test.each([
  ["does not balance", [credit(5n), cash(-4n)]],
  ["needs at least two", []],
  ["an entry of zero", [credit(0n), cash(0n)]],
  ["appears twice", [credit(5n), credit(-5n)]],
  ["may not touch", [credit(5n), { type: "payout_clearing", owner: "platform", amountNano: -5n } as const]],
])("a journal that %s is refused", (message, postings) => {
  expect(() => assertBalanced({ kind: "top_up", postings })).toThrow(message);
});
