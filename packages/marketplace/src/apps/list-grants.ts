import { capWindow } from "@tollgate/db/redis/cap-windows";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type ConsentState, consentState } from "./consent-state.ts";
import { readGrantSpend } from "./grant-spend.ts";
import { toMarginView } from "./margin-view.ts";

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
  /** Settled in the current UTC month, surcharge included. */
  readonly spentThisMonthNano: bigint;
  readonly surchargeThisMonthNano: bigint;
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
      include: { app: { include: { marginVersions: true, workspace: { select: { name: true } } } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
    readGrantSpend(ctx.db.pool, workspaceId, new Date(capWindow("monthly", now.getTime()).startMs)),
  ]);
  return rows.map((row) => ({
    id: row.id,
    app: { id: row.app.id, name: row.app.name, url: row.app.url, archived: row.app.status === "archived" },
    builder: { name: row.app.workspace.name },
    ownApp: row.app.workspaceId === workspaceId,
    ...consentState(row.app.marginVersions.map(toMarginView), row, now),
    monthlyCapNano: row.monthlyCapNano,
    ...spend(row.id),
    acceptedAt: row.acceptedAt,
    revokedAt: row.revokedAt,
  }));
}
