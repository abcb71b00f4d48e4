import { expect, test } from "vitest";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { MarginFields, marginTerms } from "./margin-input.ts";

const read = (fields: unknown) => marginTerms(parseInput(MarginFields, fields));

test("a percentage becomes basis points exactly", () => {
  expect(read({ percent: "12.5" }).basisPoints).toBe(1250);
  expect(read({ percent: "0.07" }).basisPoints).toBe(7);
  expect(read({ percent: "1000" }).basisPoints).toBe(100_000);
});

test("amounts become nano-USD exactly, and what is left out is nothing", () => {
  expect(read({ percent: "0", perRequestUsd: "0.000000001", perMillionTokensUsd: "0.25", capUsd: "1" })).toEqual({
    basisPoints: 0,
    perRequestNano: 1n,
    perMillionTokensNano: 250_000_000n,
    perMillionUnitsNano: {},
    minimumNano: 0n,
    capNano: 1_000_000_000n,
    sponsoredMonthlyNano: 0n,
    overrides: {},
  });
});

test("amounts per unit become amounts per million units, and an amount per million tokens of a kind stays one", () => {
  const fields = { percent: "0", perImageUsd: "0.01", perSearchUsd: "0", perMillionOutputTokensUsd: "2" };
  expect(read(fields).perMillionUnitsNano).toEqual({ image: 10_000_000_000_000n, output_token: 2_000_000_000n });
});

test("a model gets a full set of terms of its own", () => {
  const { overrides } = read({ percent: "20", capUsd: "1", overrides: [{ modelId: "acme/one", percent: "5" }] });
  expect(overrides).toEqual({
    "acme/one": {
      basisPoints: 500,
      perRequestNano: 0n,
      perMillionTokensNano: 0n,
      perMillionUnitsNano: {},
      minimumNano: 0n,
      capNano: null,
    },
  });
});

test.each([
  [{ percent: "-1" }, "percent"],
  [{ percent: "1000.01" }, "percent"],
  [{ percent: "1.234" }, "percent"],
  [{ percent: "ten" }, "percent"],
  [{}, "percent"],
  [{ percent: "1", perRequestUsd: "-0.01" }, "perRequestUsd"],
  [{ percent: "1", perMillionTokensUsd: "10001" }, "perMillionTokensUsd"],
  [{ percent: "1", minimumUsd: "2", capUsd: "1" }, "capUsd"],
  [{ percent: "1", perImageUsd: "101" }, "perImageUsd"],
  [{ percent: "1", effectiveOn: "soon" }, "effectiveOn"],
  [{ percent: "1", overrides: [{ modelId: "acme/one", percent: "lots" }] }, "overrides.0.percent"],
  [{ percent: "1", overrides: [{ modelId: "acme/one", percent: "1001" }] }, "overrides.0.percent"],
  [
    { percent: "1", overrides: [{ modelId: "acme/one", percent: "1", perSearchUsd: "101" }] },
    "overrides.0.perSearchUsd",
  ],
  [{ percent: "1", overrides: [{ modelId: "a", percent: "1", minimumUsd: "2", capUsd: "1" }] }, "overrides.0.capUsd"],
  [{ percent: "1", overrides: [1, 2].map(() => ({ modelId: "acme/one", percent: "5" })) }, "overrides"],
])("%j is refused with a sentence about %s", (fields, field) => {
  const refusal = (() => {
    try {
      return read(fields);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(MarketplaceError);
  expect(refusal).toMatchObject({ code: "invalid_input", field, message: expect.stringMatching(/\.$/) });
});
