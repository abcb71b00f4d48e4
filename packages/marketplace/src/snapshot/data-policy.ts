import type { DataPolicy } from "@tollgate/gateway/route-preferences";

/** The `data_policy` column; what cannot be read counts as the least private. */
export function readDataPolicy(column: string): DataPolicy {
  return column === "zero_retention" || column === "no_training" ? column : "may_train";
}
