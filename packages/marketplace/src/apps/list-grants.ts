import { capWindow } from "@tollgate/db/redis/cap-windows";
import { resolveMargin } from "@tollgate/pricing/resolve-margin";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { readGrantSpend } from "./grant-spend.ts";
import { type MarginView, marginTimeline, toMarginView, toPublishedMargin } from "./margin-view.ts";

export const ListGrantsInput = z.object({ workspaceId: z.string() });
export type ListGrantsInput = z.input<typeof ListGrantsInput>;

/** An app a workspace pays for. */
export interface GrantView {
  readonly id: string;
  readonly app: { readonly id: string; readonly name: string; readonly url: string; readonly archived: boolean };
  readonly builder: { readonly name: string };
  /** Whether the workspace owns the app: it pays no surcharge to itself. */
  readonly ownApp: boolean;
  /** `consent_required`: a higher margin is in force and the app's calls are refused until it is accepted. */
  readonly state: "active" | "consent_required" | "revoked";
  /** What the customer last consented to. */
  readonly accepted: MarginView;
  /** What calls carry now; the accepted one or a lower one. `null` while calls are refused. */
  readonly applied: MarginView | null;
  /** A margin that waits for consent: in force already, or announced for its `effectiveAt`. */
  readonly proposed: MarginView | null;
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

interface Consented {
  readonly status: "active" | "revoked";
  readonly marginVersionId: string;
}

/** Where a customer's consent stands. Pure. */
export function consentState(
  margins: readonly MarginView[],
  { status, marginVersionId }: Consented,
  now: Date,
): Pick<GrantView, "state" | "accepted" | "applied" | "proposed"> {
  const byId = (id: string) => {
    const found = margins.find((margin) => margin.id === id);
    if (!found) throw new RangeError(`margin version ${id} is not one of the app's`);
    return found;
  };
  const accepted = byId(marginVersionId);
  if (status === "revoked") return { state: "revoked", accepted, applied: null, proposed: null };
  const resolved = resolveMargin(margins.map(toPublishedMargin), marginVersionId, now.getTime());
  if (resolved.kind === "consent_required")
    return { state: "consent_required", accepted, applied: null, proposed: byId(resolved.proposed.id) };
  const { pending } = marginTimeline(margins, now);
  const proposed = pending && pending.version > accepted.version ? pending : null;
  return { state: "active", accepted, applied: byId(resolved.margin.id), proposed };
}
