import type { MarginTerms } from "@tollgate/pricing/versions";
import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";

/** 1000 %: a margin of eleven times the price is taken for a typing error. */
const MAX_BASIS_POINTS = 100_000;
const NANO_PER_USD = 1_000_000_000n;

/** A margin as builders enter it. Parts that are left out are zero; without a cap there is none. */
export const MarginFields = z.object({
  /** On the provider's price, such as `"12.5"`; at most two decimals, so that it is a whole number of basis points. */
  percent: z
    .string("Enter a percentage, such as 12.5.")
    .trim()
    .regex(/^\d{1,6}(\.\d{1,2})?$/, "Enter a percentage from 0 to 1000 with at most two decimals, such as 12.5."),
  perRequestUsd: UsdText.nullish(),
  perMillionTokensUsd: UsdText.nullish(),
  minimumUsd: UsdText.nullish(),
  capUsd: UsdText.nullish(),
});
export type MarginFields = z.output<typeof MarginFields>;

/** @throws MarketplaceError `invalid_input` for a margin above 1000 %, an amount out of range or a cap below the minimum. */
export function marginTerms(fields: MarginFields): MarginTerms {
  const [whole = "0", fraction = ""] = fields.percent.split(".");
  const basisPoints = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  if (basisPoints > MAX_BASIS_POINTS)
    throw new MarketplaceError("invalid_input", "Enter a percentage of at most 1000.", { field: "percent" });
  const amount = (field: Exclude<keyof MarginFields, "percent">, maximumUsd: bigint) =>
    optionalUsdToNano(fields[field], { field, maximumNano: maximumUsd * NANO_PER_USD });
  const terms: MarginTerms = {
    basisPoints,
    perRequestNano: amount("perRequestUsd", 100n) ?? 0n,
    perMillionTokensNano: amount("perMillionTokensUsd", 10_000n) ?? 0n,
    minimumNano: amount("minimumUsd", 100n) ?? 0n,
    capNano: amount("capUsd", 10_000n),
  };
  if (terms.capNano !== null && terms.capNano < terms.minimumNano)
    throw new MarketplaceError("invalid_input", "The cap must not be below the minimum.", { field: "capUsd" });
  return terms;
}
