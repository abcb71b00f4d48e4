import { expect, test } from "vitest";
import { findingWords } from "./finding-words.ts";

test("amounts of a finding are read in dollars; ids and counts stay as they are", () => {
  const sentence = "The balance of customer_credit wsp_7 is 1250000000, but its entries add up to 0 nano-USD.";
  expect(findingWords({ sentence, expected: "0", actual: "1250000000" })).toBe(
    "The balance of customer_credit wsp_7 is $1.25, but its entries add up to $0.00.",
  );
  const links = "Journal 17 is not linked.";
  expect(findingWords({ sentence: links, expected: "17", actual: "" })).toBe(links);
});
