import { expect, test } from "vitest";
import { draftOf, marginFields, readDraft, sameMargin, withinModel } from "./margin-draft.ts";

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

/** The editor's fields as the browser would send them. */
function formFor(draft: ReturnType<typeof draftOf>): FormData {
  const { overrides, effectiveOn, sponsoredMonthlyUsd, ...terms } = draft;
  const fields = new Map<string, string | null>(Object.entries(terms));
  overrides.forEach(({ modelId: _, ...own }, index) => {
    for (const [name, value] of Object.entries(own)) fields.set(withinModel(index) + name, value);
  });
  fields.set("effectiveOn", effectiveOn);
  fields.set("sponsoredMonthlyUsd", sponsoredMonthlyUsd);
  return formOf(Object.fromEntries([...fields].map(([name, value]) => [name, value ?? ""])));
}

test("an editor that was not touched holds exactly the published margin", () => {
  const draft = draftOf(margin);
  expect(draft).toMatchObject({
    percent: "12.25",
    perRequestUsd: "0.001000001",
    perMillionTokensUsd: "1250.00",
    minimumUsd: null,
    capUsd: "0.00",
    overrides: [],
  });
  expect(sameMargin(readDraft(formFor(draft), []), draft)).toBe(true);
});

test("parts per unit and models with terms of their own come back from the fields as they were published", () => {
  const own = { ...margin, perMillionUnitsNano: { audio_second: 1_000_000n } };
  const terms = { ...margin, perMillionUnitsNano: { image: 10_000_000_000_000n, input_token: 2_000_000_000n } };
  const draft = draftOf({
    ...terms,
    overrides: { "acme/one": own, "acme/two": margin },
    sponsoredMonthlyNano: 5_000_000_000n,
  });
  expect(draft).toMatchObject({
    sponsoredMonthlyUsd: "5.00",
    perImageUsd: "0.01",
    perMillionInputTokensUsd: "2.00",
    overrides: [{ modelId: "acme/one", perAudioSecondUsd: "0.000000001" }, { modelId: "acme/two" }],
  });
  expect(readDraft(formFor(draft), ["acme/one", "acme/two"])).toEqual(draft);
});

test("a margin is another one when a model is taken out of it, not when its models are listed in another order", () => {
  const draft = draftOf({ ...margin, overrides: { "acme/one": margin, "acme/two": margin } });
  expect(sameMargin(draft, { ...draft, overrides: draft.overrides.toReversed() })).toBe(true);
  expect(sameMargin(draft, { ...draft, overrides: draft.overrides.slice(1) })).toBe(false);
  expect(sameMargin(draft, { ...draft, effectiveOn: "2027-01-31" })).toBe(true);
});

test("a refusal about a model's field finds it", () => {
  expect(marginFields(2)).toContain("overrides.1.capUsd");
});

test("signs around a number are not mistaken for part of it", () => {
  const draft = readDraft(formOf({ percent: " 12.5 %", perRequestUsd: "$1,000.5", capUsd: " " }), []);
  expect(draft).toMatchObject({ percent: "12.5", perRequestUsd: "1000.5", capUsd: null });
});

test("what is no number reaches the API as it is, to be refused there", () => {
  expect(readDraft(formOf({ percent: "lots" }), []).percent).toBe("lots");
});
