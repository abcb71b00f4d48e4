import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import {
  FILTER_SQL,
  filterValues,
  REFUND_SQL,
  RefundFilter,
  type RefundLine,
  type RefundRow,
  type RefundState,
  STATE_SQL,
  toRefundLine,
} from "./refund-line.ts";

export const ListRefundsInput = RefundFilter.extend(LIST_PAGE);
export type ListRefundsInput = z.input<typeof ListRefundsInput>;

export interface RefundList {
  /** Newest first. */
  readonly refunds: readonly RefundLine[];
  readonly nextCursor: string | null;
  /** How many there are in each state, over all time. */
  readonly counts: Readonly<Partial<Record<RefundState, number>>>;
}

/** Refunds of purchases, a page at a time. Finance may. */
export async function listRefunds(ctx: Context, input: ListRefundsInput): Promise<RefundList> {
  requirePlatformRole(ctx, "finance");
  const { limit, cursor, ...filter } = parseInput(ListRefundsInput, input);
  const [page, counts] = await Promise.all([
    readRefunds(ctx, filter, { cursor: cursor ?? null, limit: limit + 1 }),
    ctx.db.pool.query<{ state: RefundState; count: number }>(
      `SELECT ${STATE_SQL} AS state, count(*)::integer AS count FROM refund f GROUP BY 1`,
    ),
  ]);
  const refunds = page.slice(0, limit);
  return {
    refunds,
    nextCursor: page.length > limit ? (refunds.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(counts.rows.map(({ state, count }) => [state, count])),
  };
}

export interface RefundsWanted {
  /** Id of the last refund of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** A page of refunds, newest first. */
export async function readRefunds(
  { db }: Context,
  filter: RefundFilter,
  { cursor, limit }: RefundsWanted,
): Promise<RefundLine[]> {
  const { rows } = await db.pool.query<RefundRow>(
    `${REFUND_SQL} WHERE ${FILTER_SQL} AND ($6::text IS NULL OR (f.created_at, f.id) < (SELECT c.created_at, c.id FROM refund c WHERE c.id = $6))
      ORDER BY f.created_at DESC, f.id DESC LIMIT $7`,
    [...filterValues(filter), cursor, limit],
  );
  return rows.map(toRefundLine);
}
