import { expect, test } from "vitest";
import { COUNTRIES } from "./countries.ts";
import { missingWords } from "./missing-words.ts";

test("what the processor asks for is said in words, and what is unknown is still readable", () => {
  expect(missingWords("identity.individual.id_numbers")).toBe("Tax or identity number");
  expect(missingWords("default_payout_method")).toBe("Bank account for payouts");
  expect(missingWords("identity.business_details.monthly_estimate")).toBe("identity business details monthly estimate");
});

test("every country has a name", () => {
  expect(COUNTRIES.filter(({ value, label }) => value === label)).toEqual([]);
  expect(COUNTRIES).toContainEqual({ value: "DE", label: "Germany" });
});
