import { type Context, requireStaff } from "../context.ts";
import { type LotRow, type LotView, toLotView } from "./lot-view.ts";

export interface PromotionalCodeView {
  readonly id: string;
  readonly code: string;
  readonly amountNano: bigint;
  readonly redeemed: number;
  readonly maxRedemptions: number;
  /** Credit that was given by it, and how much of that calls have spent. */
  readonly givenNano: bigint;
  readonly spentNano: bigint;
  readonly validUntil: Date;
  readonly creditDays: number;
  readonly reason: string;
  readonly state: "open" | "used_up" | "over" | "withdrawn";
}

export interface PromotionView extends LotView {
  readonly workspaceId: string;
  readonly workspaceName: string;
  /** Who granted it, or who redeemed its code. */
  readonly by: string | null;
  /** The journal that booked it. */
  readonly journalId: string;
}

export interface Promotions {
  /** Newest first. */
  readonly codes: readonly PromotionalCodeView[];
  /** The latest grants and redemptions, newest first. */
  readonly lots: readonly PromotionView[];
  readonly grantedNano: bigint;
  /** What calls have spent of it: the cost of promotions so far. */
  readonly spentNano: bigint;
  /** What all workspaces together could still spend. */
  readonly liabilityNano: bigint;
  readonly expiredNano: bigint;
}

const LIMIT = 200;

/** Codes, the latest promotional credit and what of it is still owed. Finance and operators may. */
export async function listPromotions(ctx: Context): Promise<Promotions> {
  requireStaff(ctx);
  const [codes, lots, totals] = await Promise.all([
    readCodes(ctx),
    readLots(ctx, { cursor: null, limit: LIMIT }),
    readTotals(ctx),
  ]);
  return { codes, lots, ...totals };
}

async function readCodes(ctx: Context): Promise<PromotionalCodeView[]> {
  const now = ctx.now();
  const codes = await ctx.db.prisma.promotionalCode.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  const uses = await ctx.db.pool.query<{ code_id: string; redeemed: number; given: bigint; spent: bigint }>(
    `SELECT code_id, count(*)::int AS redeemed, sum(amount_nano)::bigint AS given, sum(spent_nano)::bigint AS spent
      FROM promotional_lot WHERE code_id = ANY ($1) GROUP BY code_id`,
    [codes.map(({ id }) => id)],
  );
  const useOf = new Map(uses.rows.map((row) => [row.code_id, row]));
  return codes.map((code): PromotionalCodeView => {
    const use = useOf.get(code.id);
    const redeemed = use?.redeemed ?? 0;
    return {
      id: code.id,
      code: code.code,
      amountNano: code.amountNano,
      redeemed,
      maxRedemptions: code.maxRedemptions,
      givenNano: use?.given ?? 0n,
      spentNano: use?.spent ?? 0n,
      validUntil: code.validUntil,
      creditDays: code.creditDays,
      reason: code.reason,
      state: stateOf(code, redeemed, now),
    };
  });
}

type PromotionRow = LotRow & {
  readonly workspace_name: string | null;
  readonly given_by: string | null;
  readonly journal_id: string;
};

/** Credit that was given before the lot `cursor`, newest first. Asks nobody whether the person may. */
export async function readLots(
  { db }: Pick<Context, "db">,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<PromotionView[]> {
  const { rows } = await db.pool.query<PromotionRow>(
    `SELECT l.*, c.code, w.name AS workspace_name, u.name AS given_by FROM promotional_lot l
      LEFT JOIN promotional_code c ON c.id = l.code_id LEFT JOIN workspace w ON w.id = l.workspace_id
      LEFT JOIN "user" u ON u.id = l.created_by_id
      WHERE $1::text IS NULL OR (l.created_at, l.id) < (SELECT created_at, id FROM promotional_lot WHERE id = $1)
      ORDER BY l.created_at DESC, l.id DESC LIMIT $2`,
    [cursor, limit],
  );
  return rows.map((row) => ({
    ...toLotView(row),
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name ?? row.workspace_id,
    by: row.given_by,
    journalId: row.journal_id,
  }));
}

async function readTotals(
  ctx: Context,
): Promise<Pick<Promotions, "grantedNano" | "spentNano" | "liabilityNano" | "expiredNano">> {
  const { rows } = await ctx.db.pool.query<{ granted: bigint; spent: bigint; expired: bigint }>(
    `SELECT coalesce(sum(amount_nano), 0)::bigint AS granted, coalesce(sum(spent_nano), 0)::bigint AS spent,
        coalesce(sum(expired_nano), 0)::bigint AS expired FROM promotional_lot`,
  );
  const { granted, spent, expired } = rows[0] ?? { granted: 0n, spent: 0n, expired: 0n };
  return {
    grantedNano: granted,
    spentNano: spent,
    expiredNano: expired,
    liabilityNano: granted - spent - expired,
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
