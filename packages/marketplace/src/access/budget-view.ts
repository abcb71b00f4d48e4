import type { Database } from "@tollgate/db/open-database";
import { type CapReset, capWindow } from "@tollgate/db/redis/cap-windows";
import { callIdFloor } from "../calls/call-id-range.ts";
import type { CapScope } from "../inference/admission.ts";
import type { SpentQuery } from "../inference/spent.ts";

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
  const spentInWindowNano = await readSpent(pool, { ...scope, sinceMs: startMs }, now);
  return { budgetNano, budgetReset, spentInWindowNano, windowEndsAt: endMs === null ? null : new Date(endMs) };
}

const DAY_MS = 86_400_000;
/** A call's id carries its admission, its event time may be clamped: nothing is missed with an hour to spare. */
const HOUR_MS = 3_600_000;

/** Which rows of the roll-up, and which calls, count in each scope. */
const COUNTS: Record<CapScope, { readonly days: string; readonly calls: string }> = {
  key: { days: "u.key_id = $2", calls: "c.key_id = $2" },
  grant: { days: `u.app_id = (SELECT app_id FROM "grant" WHERE id = $2)`, calls: "c.grant_id = $2" },
  member: {
    days: "u.key_id IN (SELECT id FROM api_key WHERE workspace_id = $1 AND created_by_id = $2)",
    calls: "c.key_id IN (SELECT id FROM api_key WHERE workspace_id = $1 AND created_by_id = $2)",
  },
  workspace: { days: "$2::text IS NOT NULL", calls: "$2::text IS NOT NULL" },
};

/** Days that are over from the roll-up, and today's calls themselves. Budgets start over when a UTC day begins. */
async function readSpent(
  pool: Database["pool"],
  { scope, workspaceId, keyId, grantId, userId, sinceMs }: SpentQuery,
  now: Date,
): Promise<bigint> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const { days, calls } = COUNTS[scope];
  const { rows } = await pool.query<{ spent: bigint }>(
    `SELECT coalesce(sum(charge), 0)::bigint AS spent FROM (
        SELECT u.charge_nano AS charge FROM usage_day u
          WHERE u.workspace_id = $1 AND u.day >= $3::timestamptz::date AND u.day < $4::timestamptz::date AND ${days}
        UNION ALL
        SELECT c.charge_nano FROM call c
          WHERE c.workspace_id = $1 AND c.id >= $5::uuid AND c.event_at >= $4::timestamptz AND ${calls}) counted`,
    [
      workspaceId,
      { key: keyId, grant: grantId, member: userId, workspace: workspaceId }[scope],
      new Date(sinceMs),
      new Date(today),
      callIdFloor(new Date(today - HOUR_MS)),
    ],
  );
  return rows[0]?.spent ?? 0n;
}
