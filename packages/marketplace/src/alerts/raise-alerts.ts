import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { formatUsd } from "@tollgate/money/nano";
import type { Services } from "../context.ts";
import { databaseTime } from "../database-time.ts";
import { alertWindow, type BudgetStanding, budgetsOf } from "./budgets-of.ts";
import { reachedThresholds } from "./reached-threshold.ts";
import { type NewAlert, recordAlerts } from "./record-alerts.ts";

export type AlertServices = Pick<Services, "db" | "now">;

const JOB = "raise-alerts";
/** A settlement that began before the last pass may commit after it: longer than any settlement takes. */
const OVERLAP = "2 minutes";

/**
 * Looks at the budgets and the credit of every workspace in which something changed since the last pass, and records what has reached a
 * threshold: once per window and threshold, whoever looks and however often. Webhooks are put on their way in the same transaction; e-mails
 * follow by `sendAlertMails`.
 * @throws AggregateError after all others were looked at, when some could not be: the next pass then looks at all of them again.
 */
export async function raiseAlerts(services: AlertServices): Promise<{ raised: number }> {
  const { db } = services;
  const seenAt = await databaseTime(services);
  const failures: unknown[] = [];
  let raised = 0;
  for (const workspaceId of await touchedWorkspaces(services)) {
    try {
      raised += await raiseInWorkspace(services, workspaceId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `alerts of ${failures.length} workspaces were not raised`);
  await db.prisma.jobWatermark.upsert({
    where: { job: JOB },
    create: { job: JOB, bookedAt: seenAt },
    update: { bookedAt: seenAt },
  });
  return { raised };
}

/** Workspaces with new calls, other budgets, or credit that changed by a refund, a dispute or an expiry. */
async function touchedWorkspaces({ db }: AlertServices): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `WITH since AS (
      SELECT coalesce((SELECT booked_at FROM job_watermark WHERE job = $1) - $2::interval, '-infinity'::timestamptz) AS at
    )
    SELECT workspace_id AS id FROM call, since WHERE booked_at >= since.at
      UNION SELECT id FROM workspace, since WHERE updated_at >= since.at
      UNION SELECT workspace_id FROM api_key, since WHERE updated_at >= since.at
      UNION SELECT workspace_id FROM "grant", since WHERE updated_at >= since.at
      UNION SELECT w.id FROM workspace w JOIN ledger_account a ON a.owner = w.id
        AND a.type IN ('customer_credit', 'customer_promotional_credit')
        JOIN balance b ON b.account_id = a.id, since WHERE b.updated_at >= since.at
      ORDER BY id`,
    [JOB, OVERLAP],
  );
  return rows.map(({ id }) => id);
}

async function raiseInWorkspace(services: AlertServices, workspaceId: string): Promise<number> {
  let raised = 0;
  for (const standing of await budgetsOf(services, workspaceId))
    raised += await raiseBudget(services, workspaceId, standing);
  return raised + (await raiseLowBalance(services, workspaceId));
}

async function raiseBudget(services: AlertServices, workspaceId: string, standing: BudgetStanding): Promise<number> {
  const { scope, scopeId, name, limitNano, spentNano, window } = standing;
  const reached = reachedThresholds(spentNano, limitNano);
  if (reached.length === 0) return 0;
  const data = {
    workspace_id: workspaceId,
    scope,
    // A member's scope id names the workspace too, which stands beside it.
    scope_id: scope === "member" ? scopeId.slice(workspaceId.length + 1) : scopeId,
    name,
    limit_usd: formatUsd(limitNano),
    limit_nano: `${limitNano}`,
    spent_usd: formatUsd(spentNano),
    spent_nano: `${spentNano}`,
    resets_at: window.endMs === null ? null : new Date(window.endMs).toISOString(),
  };
  const windowName = alertWindow(window, limitNano);
  const alert = { workspaceId, scopeId, windowName, kind: "budget.threshold" as const };
  return await raise(
    services,
    reached.map((threshold) => ({ ...alert, threshold, data: { ...data, threshold } })),
  );
}

/** Credit counts as low again only after credit has come in: its last entry names the window. */
async function raiseLowBalance(services: AlertServices, workspaceId: string): Promise<number> {
  const workspace = await services.db.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  if (workspace.lowBalanceNano === null) return 0;
  const [credit] = await readSpendableCredit(services.db.pool, [workspaceId]);
  const availableNano = credit?.postedNano ?? 0n;
  if (availableNano >= workspace.lowBalanceNano) return 0;
  const data = {
    workspace_id: workspaceId,
    name: workspace.name,
    threshold_usd: formatUsd(workspace.lowBalanceNano),
    threshold_nano: `${workspace.lowBalanceNano}`,
    available_usd: formatUsd(availableNano),
    available_nano: `${availableNano}`,
  };
  const windowName = `after ${await lastCredit(services, workspaceId)} ${workspace.lowBalanceNano}`;
  return await raise(services, [
    { workspaceId, scopeId: workspaceId, windowName, threshold: 0, kind: "balance.low", data },
  ]);
}

async function lastCredit({ db }: AlertServices, workspaceId: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT e.journal_id::text AS id FROM ledger_account a JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id
      WHERE a.owner = $1 AND a.type IN ('customer_credit', 'customer_promotional_credit') AND e.amount_nano > 0
        AND j.kind <> 'call_reversal'
      ORDER BY j.booked_at DESC, j.id DESC LIMIT 1`,
    [workspaceId],
  );
  return rows[0]?.id ?? "nothing";
}

/** Of several thresholds passed at once only the highest is told. @returns how many were new. */
async function raise({ db, now }: AlertServices, alerts: readonly NewAlert[]): Promise<number> {
  return await db.prisma.$transaction((tx) => recordAlerts(tx, alerts, now()));
}
