import { expect, test } from "vitest";
import { draftOf } from "./margin-draft.ts";
import { proposalQuery, readProposal } from "./margin-proposal.ts";

const terms = {
  basisPoints: 1250,
  perRequestNano: 1_000_000n,
  perMillionTokensNano: 0n,
  perMillionUnitsNano: { image: 5_000_000_000_000n },
  minimumNano: 0n,
  capNano: 0n,
};

test("an address says again what it said", () => {
  const draft = { ...draftOf({ ...terms, overrides: { "acme/one": terms } }), effectiveOn: "2027-01-31" };
  const text = new URLSearchParams(proposalQuery(draft)).get("proposal") ?? "";
  expect(readProposal(text)).toEqual(draft);
});

test("what is no proposal is none", () => {
  for (const text of [undefined, "", "{", "[]", '{"percent":5}', '{"overrides":"no"}', ["{}"]])
    expect(readProposal(text)).toBeNull();
});
