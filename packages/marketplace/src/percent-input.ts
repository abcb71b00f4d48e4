import { z } from "zod";
import { MarketplaceError } from "./errors.ts";

/** A percentage as people type it, such as `"12.5"`: at most two decimals, so that it is a whole number of basis points. */
export function percentText(mostPercent: number) {
  const message = `Enter a percentage from 0 to ${mostPercent} with at most two decimals, such as 12.5.`;
  return z
    .string("Enter a percentage, such as 12.5.")
    .trim()
    .regex(/^\d{1,6}(\.\d{1,2})?$/, message);
}

/**
 * The basis points of a percentage that `percentText` has let pass.
 * @throws MarketplaceError `invalid_input` when it is higher than the most.
 */
export function percentToBasisPoints(text: string, most: { readonly field: string; readonly percent: number }): number {
  const [whole = "0", fraction = ""] = text.split(".");
  const basisPoints = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  if (basisPoints > most.percent * 100)
    throw new MarketplaceError("invalid_input", `Enter a percentage of at most ${most.percent}.`, {
      field: most.field,
    });
  return basisPoints;
}
