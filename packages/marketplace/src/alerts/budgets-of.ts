import { type CapReset, type CapWindow, capWindow } from "@tollgate/db/redis/cap-windows";
import type { Services } from "../context.ts";
import type { CapScope } from "../inference/admission.ts";
import { type SpentQuery, spentInScope } from "../inference/spent.ts";
import { memberScopeId } from "../snapshot/member-scope-id.ts";

/** A budget of a workspace and what is known of it now. */
export interface BudgetStanding {
  readonly scope: CapScope;
  readonly scopeId: string;
  /** What people call it: the key's, app's, member's or workspace's name. */
  readonly name: string;
  readonly limitNano: bigint;
  readonly window: CapWindow;
  readonly spentNano: bigint;
}

interface Found {
  readonly scope: CapScope;
  readonly scopeId: string;
  readonly name: string;
  readonly limitNano: bigint | null;
  readonly reset: CapReset;
  readonly ids: Partial<Pick<SpentQuery, "keyId" | "grantId" | "userId">>;
}

/** Every budget that is set in a workspace, with what was settled in its current window. */
export async function budgetsOf(
  { db, now }: Pick<Services, "db" | "now">,
  workspaceId: string,
): Promise<BudgetStanding[]> {
  const nowMs = now().getTime();
  const standings: BudgetStanding[] = [];
  for (const { scope, scopeId, name, limitNano, reset, ids } of await findBudgets(db, workspaceId)) {
    if (limitNano === null) continue;
    const window = capWindow(reset, nowMs);
    const query = { scope, workspaceId, keyId: "", grantId: "", userId: "", ...ids, sinceMs: window.startMs };
    standings.push({ scope, scopeId, name, limitNano, window, spentNano: await spentInScope(db.pool, query) });
  }
  return standings;
}

/** Names a window of a budget for its alerts: a budget that is raised is another one, so its amount is part of the name. */
export function alertWindow(window: CapWindow, limitNano: bigint): string {
  return `${window.name} ${limitNano}`;
}

/** The window each budget of a workspace is in now, as its alerts name it, by scope id. */
export async function currentAlertWindows(
  { db, now }: Pick<Services, "db" | "now">,
  workspaceId: string,
): Promise<ReadonlyMap<string, string>> {
  const nowMs = now().getTime();
  const budgets = await findBudgets(db, workspaceId);
  return new Map(
    budgets.flatMap(({ scopeId, limitNano, reset }) =>
      limitNano === null ? [] : [[scopeId, alertWindow(capWindow(reset, nowMs), limitNano)]],
    ),
  );
}

async function findBudgets({ prisma }: Services["db"], workspaceId: string): Promise<Found[]> {
  const [workspace, members, keys, grants] = await Promise.all([
    prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } }),
    prisma.membership.findMany({ where: { workspaceId, budgetNano: { not: null } }, include: { user: true } }),
    prisma.apiKey.findMany({ where: { workspaceId, limitNano: { not: null }, revokedAt: null } }),
    prisma.grant.findMany({
      where: { workspaceId, monthlyCapNano: { not: null }, status: "active" },
      include: { app: { select: { name: true } } },
    }),
  ]);
  return [
    {
      scope: "workspace",
      scopeId: workspaceId,
      name: workspace.name,
      limitNano: workspace.budgetNano,
      reset: workspace.budgetReset,
      ids: {},
    },
    ...members.map(({ user, userId, budgetNano, budgetReset }) => ({
      scope: "member" as const,
      scopeId: memberScopeId(workspaceId, userId),
      name: user.name,
      limitNano: budgetNano,
      reset: budgetReset,
      ids: { userId },
    })),
    ...keys.map(({ id, name, limitNano, limitReset }) => ({
      scope: "key" as const,
      scopeId: id,
      name,
      limitNano,
      reset: limitReset,
      ids: { keyId: id },
    })),
    ...grants.map(({ id, app, monthlyCapNano, capReset }) => ({
      scope: "grant" as const,
      scopeId: id,
      name: app.name,
      limitNano: monthlyCapNano,
      reset: capReset,
      ids: { grantId: id },
    })),
  ];
}
