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
    minimumNano: 0n,
    capNano: 1_000_000_000n,
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
