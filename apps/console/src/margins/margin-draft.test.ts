import { expect, test } from "vitest";
import { draftOf, readDraft, sameDraft } from "./margin-draft.ts";

const margin = {
  basisPoints: 1_225,
  perRequestNano: 1_000_001n,
  perMillionTokensNano: 1_250_000_000_000n,
  perMillionUnitsNano: {},
  minimumNano: 0n,
  capNano: 0n,
};

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test("an editor that was not touched holds exactly the published margin", () => {
  const draft = draftOf(margin);
  expect(draft).toEqual({
    percent: "12.25",
    perRequestUsd: "0.001000001",
    perMillionTokensUsd: "1250.00",
    minimumUsd: null,
    capUsd: "0.00",
  });
  const fields = Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, value ?? ""]));
  expect(sameDraft(readDraft(formOf(fields)), draft)).toBe(true);
});

test("signs around a number are not mistaken for part of it", () => {
  const draft = readDraft(formOf({ percent: " 12.5 %", perRequestUsd: "$1,000.5", capUsd: " " }));
  expect(draft).toMatchObject({ percent: "12.5", perRequestUsd: "1000.5", capUsd: null });
});

test("what is no number reaches the API as it is, to be refused there", () => {
  expect(readDraft(formOf({ percent: "lots" })).percent).toBe("lots");
});
