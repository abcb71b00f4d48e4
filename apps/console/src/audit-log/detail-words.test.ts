import { expect, test } from "vitest";
import { detailWords } from "./detail-words.ts";

test.each([
  ["{}", ""],
  ['{"added":255,"changed":0}', "added 255 · changed 0"],
  ['{"feeVersionId":"fee_1","note":"Costs rose"}', "fee version id fee_1 · note Costs rose"],
  ['{"before":{"budgetUsd":null,"name":"a"},"models":["x","y"],"empty":[]}', "before name a · models x, y"],
  ['{"isOn":true,"text":""}', "is on true"],
  ['"plain"', "plain"],
  ['{"amountCents":50000,"limitNano":"1500000001","capNano":null}', "amount $500.00 · limit $1.500000001"],
])("%s reads %j", (json, words) => {
  expect(detailWords(json)).toBe(words);
});
