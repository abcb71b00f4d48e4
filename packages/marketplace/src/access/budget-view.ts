import type { Database } from "@tollgate/db/open-database";
import { type CapReset, capWindow } from "@tollgate/db/redis/cap-windows";
import type { CapScope } from "../inference/admission.ts";
import type { SpentQuery } from "../inference/spent.ts";
import { CHARGES } from "../roll-ups/charges.ts";

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

/** Reads what counts on a budget now, as people see it; what admits calls counts them one by one (`spent.ts`). */
export async function readBudget(
  pool: Database["pool"],
  { budgetNano, budgetReset }: BudgetTerms,
  { now, ...scope }: Omit<SpentQuery, "sinceMs"> & { readonly now: Date },
): Promise<BudgetView> {
  const { startMs, endMs } = capWindow(budgetReset, now.getTime());
  const spentInWindowNano = await readSpent(pool, { ...scope, sinceMs: startMs });
  return { budgetNano, budgetReset, spentInWindowNano, windowEndsAt: endMs === null ? null : new Date(endMs) };
}

/** Which charges count in each scope. */
const COUNTS: Record<CapScope, string> = {
  key: "u.key_id = $2",
  grant: `u.app_id = (SELECT app_id FROM "grant" WHERE id = $2)`,
  member: "u.key_id IN (SELECT id FROM api_key WHERE workspace_id = $1 AND created_by_id = $2)",
  workspace: "$2::text IS NOT NULL",
};

/** Budgets start over when a UTC day begins. */
async function readSpent(
  pool: Database["pool"],
  { scope, workspaceId, keyId, grantId, userId, sinceMs }: SpentQuery,
): Promise<bigint> {
  const { rows } = await pool.query<{ spent: bigint }>(
    `SELECT coalesce(sum(u.charge_nano), 0)::bigint AS spent FROM ${CHARGES} u WHERE u.day >= $3::date AND ${COUNTS[scope]}`,
    [
      workspaceId,
      { key: keyId, grant: grantId, member: userId, workspace: workspaceId }[scope],
      new Date(sinceMs).toISOString().slice(0, 10),
    ],
  );
  return rows[0]?.spent ?? 0n;
}
