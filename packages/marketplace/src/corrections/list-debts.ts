import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import { CORRECTED_ACCOUNTS } from "./correction-input.ts";

export const ListDebtsInput = z.object(LIST_PAGE);
export type ListDebtsInput = z.input<typeof ListDebtsInput>;

/** An account of a workspace below zero. Amounts are nano-USD. */
export interface Debt {
  readonly accountId: string;
  readonly accountType: (typeof CORRECTED_ACCOUNTS)[number];
  readonly owner: string;
  readonly ownerName: string;
  readonly ownerSlug: string;
  /** What is owed to us, as a positive amount. */
  readonly owedNano: bigint;
  /** What the same workspace has on its other accounts and earns; payables net against each other by themselves. */
  readonly otherNano: bigint;
  /** Of it, what is asked to be written off and not decided. */
  readonly askedNano: bigint;
  /** When the account moved last. */
  readonly movedAt: Date;
}

export interface DebtList {
  /** Largest first. */
  readonly debts: readonly Debt[];
  readonly nextCursor: string | null;
  readonly totalNano: bigint;
  readonly count: number;
}

interface Row {
  readonly id: bigint;
  readonly type: string;
  readonly owner: string;
  readonly name: string | null;
  readonly slug: string | null;
  readonly owed: bigint;
  readonly other: bigint;
  readonly asked: bigint;
  readonly updated_at: Date;
}

const ACCOUNTS = "ledger_account a JOIN balance b ON b.account_id = a.id";
const BELOW_ZERO = "a.type = ANY ($1) AND a.currency = 'USD' AND b.posted_nano < 0";

/** What customers and payees owe us: credit and payables below zero, largest first, a page at a time. Finance may. */
export async function listDebts(ctx: Context, input: ListDebtsInput): Promise<DebtList> {
  requirePlatformRole(ctx, "finance");
  const { limit, cursor } = parseInput(ListDebtsInput, input);
  const after = cursor && /^\d{1,18}$/.test(cursor) ? cursor : null;
  const [page, sums] = await Promise.all([
    ctx.db.pool.query<Row>(
      `SELECT a.id, a.type, a.owner, w.name, w.slug, -b.posted_nano AS owed, b.updated_at,
          (SELECT coalesce(sum(ob.posted_nano), 0) FROM ledger_account o JOIN balance ob ON ob.account_id = o.id
            WHERE o.owner = a.owner AND o.id <> a.id AND o.type = ANY ($1) AND o.currency = 'USD')::bigint AS other,
          (SELECT coalesce(sum(r.amount_nano), 0) FROM correction r WHERE r.status = 'requested' AND r.kind = 'write_off'
            AND r.owner = a.owner AND r.account_type = a.type)::bigint AS asked
        FROM ${ACCOUNTS} LEFT JOIN workspace w ON w.id = a.owner
        WHERE ${BELOW_ZERO}
          AND ($2::bigint IS NULL OR (b.posted_nano, a.id) > (SELECT c.posted_nano, c.account_id FROM balance c WHERE c.account_id = $2))
        ORDER BY b.posted_nano, a.id LIMIT $3`,
      [CORRECTED_ACCOUNTS, after, limit + 1],
    ),
    ctx.db.pool.query<{ total: bigint; count: number }>(
      `SELECT coalesce(-sum(b.posted_nano), 0)::bigint AS total, count(*)::integer AS count FROM ${ACCOUNTS} WHERE ${BELOW_ZERO}`,
      [CORRECTED_ACCOUNTS],
    ),
  ]);
  const debts = page.rows.slice(0, limit).map(toDebt);
  const next = page.rows.length > limit ? debts.at(-1) : undefined;
  const [sum] = sums.rows;
  return { debts, nextCursor: next?.accountId ?? null, totalNano: sum?.total ?? 0n, count: sum?.count ?? 0 };
}

function toDebt(row: Row): Debt {
  return {
    accountId: `${row.id}`,
    accountType: CORRECTED_ACCOUNTS.find((type) => type === row.type) ?? "customer_credit",
    owner: row.owner,
    ownerName: row.name ?? row.owner,
    ownerSlug: row.slug ?? row.owner,
    owedNano: row.owed,
    otherNano: row.other,
    askedNano: row.asked,
    movedAt: row.updated_at,
  };
}
