import { expect, test } from "vitest";
import { readBudgetDraft, readLimitsDraft } from "./limits-draft.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

test("an empty field is no limit", () => {
  expect(readLimitsDraft(form({ budgetReset: "weekly" }))).toEqual({
    ok: true,
    draft: {
      budgetUsd: null,
      budgetReset: "weekly",
      lowBalanceUsd: null,
      requestsPerMinute: null,
      tokensPerMinute: null,
      maxConcurrency: null,
    },
  });
});

test("a budget keeps every nano, whatever is typed around it", () => {
  expect(readBudgetDraft(form({ budgetUsd: "$1,250.000000001", budgetReset: "daily" }))).toEqual({
    ok: true,
    draft: { budgetUsd: "1250.000000001", budgetReset: "daily" },
  });
});

test.each([
  ["budgetUsd", "ten"],
  ["lowBalanceUsd", "-1"],
  ["requestsPerMinute", "1.5"],
  ["tokensPerMinute", "many"],
  ["maxConcurrency", "x"],
])("what cannot be read is explained beside its field: %s %j", (field, text) => {
  const read = readLimitsDraft(form({ [field]: text }));
  expect(read.ok ? {} : read.errors).toHaveProperty(field);
});
