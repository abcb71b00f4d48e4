import type { GrantModel } from "@tollgate/db/generated/models/Grant";
import type { SponsoredLotModel } from "@tollgate/db/generated/models/SponsoredLot";
import { type CapReset, capWindow } from "@tollgate/db/redis/cap-windows";
import { z } from "zod";
import { type BudgetView, readBudget } from "../access/budget-view.ts";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { monthOf } from "../sponsorship/fund-sponsorships.ts";
import { type ConsentState, consentState } from "./consent-state.ts";
import { readGrantSpend } from "./grant-spend.ts";
import { toMarginView, WITH_WITHDRAWAL } from "./margin-view.ts";

export const ListGrantsInput = z.object({ workspaceId: z.string() });
export type ListGrantsInput = z.input<typeof ListGrantsInput>;

/** An app a workspace pays for. */
export interface GrantView extends ConsentState {
  readonly id: string;
  readonly app: { readonly id: string; readonly name: string; readonly url: string; readonly archived: boolean };
  readonly builder: { readonly name: string };
  /** Whether the workspace owns the app: it pays no surcharge to itself. */
  readonly ownApp: boolean;
  readonly monthlyCapNano: bigint | null;
  readonly capReset: CapReset;
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly maxConcurrency: number | null;
  /** Settled since the cap last started over; what it is compared with. */
  readonly spentInWindowNano: bigint;
  /** `null` for a cap that never starts over. */
  readonly windowEndsAt: Date | null;
  /** Settled in the current UTC month, surcharge included. */
  readonly spentThisMonthNano: bigint;
  readonly surchargeThisMonthNano: bigint;
  /** What the app's builder sponsors this month; `null` when nothing was set aside. */
  readonly sponsored: { readonly amountNano: bigint; readonly usedNano: bigint; readonly leftNano: bigint } | null;
  readonly acceptedAt: Date;
  readonly revokedAt: Date | null;
}

/** Apps a workspace has connected, newest first. Members may. */
export async function listGrants(ctx: Context, input: ListGrantsInput): Promise<GrantView[]> {
  const { workspaceId } = parseInput(ListGrantsInput, input);
  requireWorkspace(ctx, workspaceId);
  const now = ctx.now();
  const [rows, spend] = await Promise.all([
    ctx.db.prisma.grant.findMany({
      where: { workspaceId },
      include: {
        app: { include: { marginVersions: WITH_WITHDRAWAL, workspace: { select: { name: true } } } },
        sponsoredLots: { where: { month: new Date(monthOf(now)) } },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
    readGrantSpend(ctx.db.pool, workspaceId, new Date(capWindow("monthly", now.getTime()).startMs)),
  ]);
  const budgets = await Promise.all(rows.map((row) => readCap(ctx, row)));
  return rows.map((row, index) => ({
    id: row.id,
    app: { id: row.app.id, name: row.app.name, url: row.app.url, archived: row.app.status === "archived" },
    builder: { name: row.app.workspace.name },
    ownApp: row.app.workspaceId === workspaceId,
    ...consentState(row.app.marginVersions.map(toMarginView), row, now),
    spentInWindowNano: budgets[index]?.spentInWindowNano ?? 0n,
    windowEndsAt: budgets[index]?.windowEndsAt ?? null,
    monthlyCapNano: row.monthlyCapNano,
    capReset: row.capReset,
    requestsPerMinute: row.requestsPerMinute,
    tokensPerMinute: row.tokensPerMinute,
    maxConcurrency: row.maxConcurrency,
    ...spend(row.id),
    sponsored: sponsoredOf(row.sponsoredLots[0]),
    acceptedAt: row.acceptedAt,
    revokedAt: row.revokedAt,
  }));
}

function sponsoredOf(lot: SponsoredLotModel | undefined): GrantView["sponsored"] {
  if (!lot) return null;
  const { amountNano, spentNano, returnedNano, closedAt } = lot;
  return { amountNano, usedNano: spentNano, leftNano: closedAt === null ? amountNano - spentNano - returnedNano : 0n };
}

async function readCap(ctx: Context, row: GrantModel): Promise<BudgetView> {
  const scope = { scope: "grant", workspaceId: row.workspaceId, grantId: row.id, keyId: "", userId: "" } as const;
  const terms = { budgetNano: row.monthlyCapNano, budgetReset: row.capReset };
  return await readBudget(ctx.db.pool, terms, { ...scope, now: ctx.now() });
}
