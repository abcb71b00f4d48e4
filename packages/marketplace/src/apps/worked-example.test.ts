import { expect, test } from "vitest";
import { workedExamples } from "./worked-example.ts";

const terms = {
  basisPoints: 1_000,
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  perMillionUnitsNano: {},
  minimumNano: 0n,
  capNano: null,
  sponsoredMonthlyNano: 0n,
};
const fee = { basisPoints: 500, fixedNano: 0n };

test("a margin without parts for other units is worked through on text alone", () => {
  expect(workedExamples(fee, { ...terms, overrides: {} })).toEqual([
    {
      ...{ kind: "text", modelId: null, costNano: 10_000_000n, feeNano: 500_000n },
      ...{ surchargeNano: 1_000_000n, chargeNano: 11_500_000n },
    },
  ]);
});

test("each kind of unit with a part and each model with terms of its own has an example under exactly those terms", () => {
  const own = { ...terms, basisPoints: 0, perMillionUnitsNano: { audio_second: 1_000_000_000n } };
  const margin = { ...terms, perMillionUnitsNano: { image: 10_000_000_000_000n }, overrides: { "acme/one": own } };
  const examples = workedExamples(fee, margin);
  expect(examples.map(({ kind, modelId, surchargeNano }) => [kind, modelId, surchargeNano])).toEqual([
    ["text", null, 1_000_000n],
    ["image", null, 14_000_000n],
    ["text", "acme/one", 0n],
    ["audio", "acme/one", 60_000n],
  ]);
});
