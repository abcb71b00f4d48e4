import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import type { Outputs } from "../trpc/outputs.ts";

export type Fee = Outputs["operator"]["fees"][number];
export type FeeScope = Fee["appliesTo"];

/** What each kind of fee is for, in the order people meet them. */
export const FEE_SCOPES: readonly { scope: FeeScope; name: string; means: string }[] = [
  { scope: "call", name: "Calls", means: "On top of the provider’s price" },
  { scope: "cached", name: "Cached answers", means: "In place of the price; no provider is paid" },
  {
    scope: "own_key",
    name: "Calls with the customer’s own key",
    means: "In place of the price, which they pay the provider",
  },
];

export function scopeName(scope: FeeScope): string {
  return FEE_SCOPES.find((one) => one.scope === scope)?.name ?? scope;
}

/** A fee as a share of the price, and what comes on top per call: “5% + $0.0001 a call”. */
export function feeWords({ basisPoints, fixedNano }: Pick<Fee, "basisPoints" | "fixedNano">): string {
  return formatBasisPoints(basisPoints) + (fixedNano > 0n ? ` + ${formatMoney(fixedNano, "exact")} a call` : "");
}
