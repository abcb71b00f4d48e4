import { formatMoney } from "@tollgate/ui/format/money";
import type { Outputs } from "../trpc/outputs.ts";

export type TaxThreshold = Outputs["finance"]["taxThresholds"][number];

const regions = new Intl.DisplayNames("en", { type: "region" });

export function countryName(code: string): string {
  return regions.of(code) ?? code;
}

/** From when on a form is due: “from $2,000.00 a year”, “above $20,000.00 a year”, “no longer asked for”. */
export function thresholdWords({ thresholdNano, isAbove }: Pick<TaxThreshold, "thresholdNano" | "isAbove">): string {
  if (thresholdNano === null) return "no longer asked for";
  return `${isAbove ? "above" : "from"} ${formatMoney(thresholdNano, 2)} a year`;
}
