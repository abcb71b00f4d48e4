import { readSpendableCredit } from "@tollgate/db/spendable-credit";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { ALERT_ABOUTS, type AlertStanding, type AlertView, KIND_OF_ABOUT, toAlertView } from "./alert-view.ts";
import { currentAlertWindows } from "./budgets-of.ts";

export const ListAlertsInput = z.object({
  workspaceId: z.string(),
  /** Left out for all. */
  about: z.enum(ALERT_ABOUTS, "Choose budgets, low credit or the ceiling of automatic top-up.").optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(400).nullish(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type ListAlertsInput = z.input<typeof ListAlertsInput>;

export interface AlertPage {
  readonly alerts: readonly AlertView[];
  readonly nextCursor: string | null;
}

/** What a workspace was told of its budgets and its credit, newest first. Members may. */
export async function listAlerts(ctx: Context, input: ListAlertsInput): Promise<AlertPage> {
  const { workspaceId, about, cursor, limit } = parseInput(ListAlertsInput, input);
  requireWorkspace(ctx, workspaceId);
  const after = cursor ? readCursor(cursor) : null;
  const [rows, standing] = await Promise.all([
    ctx.db.prisma.alert.findMany({
      where: { workspaceId, kind: about && KIND_OF_ABOUT[about] },
      orderBy: [{ at: "desc" }, { threshold: "desc" }, { scopeId: "asc" }, { windowName: "asc" }],
      take: limit + 1,
      ...(after ? { cursor: { scopeId_windowName_threshold: after }, skip: 1 } : {}),
    }),
    readStanding(ctx, workspaceId),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    alerts: page.map((row) => toAlertView(row, standing)),
    nextCursor: rows.length > limit && last ? writeCursor(last) : null,
  };
}

async function readStanding(ctx: Context, workspaceId: string): Promise<AlertStanding> {
  const [windows, workspace, billing, [credit]] = await Promise.all([
    currentAlertWindows(ctx, workspaceId),
    ctx.db.prisma.workspace.findUnique({ where: { id: workspaceId }, select: { lowBalanceNano: true } }),
    ctx.db.prisma.billingProfile.findUnique({ where: { workspaceId } }),
    readSpendableCredit(ctx.db.pool, [workspaceId]),
  ]);
  const lowNano = workspace?.lowBalanceNano ?? null;
  const creditNano = credit?.postedNano ?? 0n;
  return {
    windows,
    creditIsLow: lowNano !== null && creditNano < lowNano,
    topUpIsDue: billing?.topUpEnabled === true && creditNano < billing.topUpThresholdNano,
    now: ctx.now(),
  };
}

interface AlertKey {
  readonly scopeId: string;
  readonly windowName: string;
  readonly threshold: number;
}

const Cursor = z.tuple([z.string(), z.string(), z.number().int()]);

function writeCursor({ scopeId, windowName, threshold }: AlertKey): string {
  return Buffer.from(JSON.stringify([scopeId, windowName, threshold])).toString("base64url");
}

function readCursor(text: string): AlertKey {
  const Page = z.string().transform((raw, issues) => {
    try {
      return Cursor.parse(JSON.parse(Buffer.from(raw, "base64url").toString()));
    } catch {
      issues.addIssue({ code: "custom", message: "This page does not exist.", path: ["cursor"] });
      return z.NEVER;
    }
  });
  const [scopeId, windowName, threshold] = parseInput(Page, text);
  return { scopeId, windowName, threshold };
}
