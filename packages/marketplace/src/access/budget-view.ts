import type { Database } from "@tollgate/db/open-database";
import { type CapReset, capWindow } from "@tollgate/db/redis/cap-windows";
import { type SpentQuery, spentInScope } from "../inference/spent.ts";

/** A budget with what was settled on it since it last started over. */
export interface BudgetView {
  /** `null` while there is none. */
  readonly budgetNano: bigint | null;
  readonly budgetReset: CapReset;
  readonly spentInWindowNano: bigint;
  /** `null` for one that never starts over. */
  readonly windowEndsAt: Date | null;
}

export interface BudgetTerms {
  readonly budgetNano: bigint | null;
  readonly budgetReset: CapReset;
}

/** Reads what counts on a budget now. */
export async function readBudget(
  pool: Database["pool"],
  { budgetNano, budgetReset }: BudgetTerms,
  { now, ...scope }: Omit<SpentQuery, "sinceMs"> & { readonly now: Date },
): Promise<BudgetView> {
  const { startMs, endMs } = capWindow(budgetReset, now.getTime());
  const spentInWindowNano = await spentInScope(pool, { ...scope, sinceMs: startMs });
  return { budgetNano, budgetReset, spentInWindowNano, windowEndsAt: endMs === null ? null : new Date(endMs) };
}
