import { type Context, requireStaff } from "../context.ts";
import { type LotRow, type LotView, toLotView } from "./lot-view.ts";

export interface PromotionalCodeView {
  readonly id: string;
  readonly code: string;
  readonly amountNano: bigint;
  readonly redeemed: number;
  readonly maxRedemptions: number;
  readonly validUntil: Date;
  readonly creditDays: number;
  readonly reason: string;
  readonly state: "open" | "used_up" | "over" | "withdrawn";
}

export interface Promotions {
  /** Newest first. */
  readonly codes: readonly PromotionalCodeView[];
  /** The latest grants and redemptions, newest first. */
  readonly lots: readonly (LotView & { readonly workspaceName: string })[];
  /** What all workspaces together could still spend. */
  readonly liabilityNano: bigint;
  readonly expiredNano: bigint;
}

const LIMIT = 200;

/** Codes, the latest promotional credit and what of it is still owed. Finance and operators may. */
export async function listPromotions(ctx: Context): Promise<Promotions> {
  requireStaff(ctx);
  const now = ctx.now();
  const [codes, lots, totals] = await Promise.all([
    ctx.db.prisma.promotionalCode.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LIMIT,
      include: { _count: { select: { lots: true } } },
    }),
    ctx.db.pool.query<LotRow & { workspace_name: string | null }>(
      `SELECT l.*, c.code, w.name AS workspace_name FROM promotional_lot l LEFT JOIN promotional_code c ON c.id = l.code_id
        LEFT JOIN workspace w ON w.id = l.workspace_id ORDER BY l.created_at DESC, l.id DESC LIMIT $1`,
      [LIMIT],
    ),
    ctx.db.pool.query<{ open: bigint; expired: bigint }>(
      `SELECT coalesce(sum(amount_nano - spent_nano - expired_nano), 0)::bigint AS open, coalesce(sum(expired_nano), 0)::bigint AS expired
        FROM promotional_lot`,
    ),
  ]);
  return {
    codes: codes.map(
      ({ _count, ...code }): PromotionalCodeView => ({
        id: code.id,
        code: code.code,
        amountNano: code.amountNano,
        redeemed: _count.lots,
        maxRedemptions: code.maxRedemptions,
        validUntil: code.validUntil,
        creditDays: code.creditDays,
        reason: code.reason,
        state: stateOf(code, _count.lots, now),
      }),
    ),
    lots: lots.rows.map((row) => ({ ...toLotView(row), workspaceName: row.workspace_name ?? row.workspace_id })),
    liabilityNano: totals.rows[0]?.open ?? 0n,
    expiredNano: totals.rows[0]?.expired ?? 0n,
  };
}

function stateOf(
  code: { readonly withdrawnAt: Date | null; readonly validUntil: Date; readonly maxRedemptions: number },
  redeemed: number,
  now: Date,
): PromotionalCodeView["state"] {
  if (code.withdrawnAt) return "withdrawn";
  if (redeemed >= code.maxRedemptions) return "used_up";
  return code.validUntil <= now ? "over" : "open";
}
