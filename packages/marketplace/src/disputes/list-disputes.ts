import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import {
  DISPUTE_SQL,
  DisputeFilter,
  type DisputeRow,
  type DisputeState,
  type DisputeView,
  FILTER_SQL,
  filterValues,
  toDisputeView,
} from "./dispute-view.ts";

export const ListDisputesInput = DisputeFilter.extend(LIST_PAGE);
export type ListDisputesInput = z.input<typeof ListDisputesInput>;

export interface DisputeList {
  /** Newest first. */
  readonly disputes: readonly DisputeView[];
  readonly nextCursor: string | null;
  /** How many there are in each state, over all time. */
  readonly counts: Readonly<Partial<Record<DisputeState, number>>>;
}

/** Disputes of payments and questions of banks, a page at a time. Finance may. */
export async function listDisputes(ctx: Context, input: ListDisputesInput): Promise<DisputeList> {
  requirePlatformRole(ctx, "finance");
  const { limit, cursor, ...filter } = parseInput(ListDisputesInput, input);
  const [page, counts] = await Promise.all([
    readDisputes(ctx, filter, { cursor: cursor ?? null, limit: limit + 1 }),
    ctx.db.pool.query<{ state: DisputeState; count: number }>(
      `SELECT CASE WHEN status IN ('won', 'lost', 'closed') THEN status WHEN evidence_sent_at IS NULL THEN 'needs_response'
          ELSE 'under_review' END AS state, count(*)::integer AS count FROM dispute GROUP BY 1`,
    ),
  ]);
  const disputes = page.slice(0, limit);
  return {
    disputes,
    nextCursor: page.length > limit ? (disputes.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(counts.rows.map(({ state, count }) => [state, count])),
  };
}

export interface DisputesWanted {
  /** Id of the last dispute of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** A page of disputes, newest first. */
export async function readDisputes(
  { db }: Context,
  filter: DisputeFilter,
  { cursor, limit }: DisputesWanted,
): Promise<DisputeView[]> {
  const { rows } = await db.pool.query<DisputeRow>(
    `${DISPUTE_SQL} WHERE ${FILTER_SQL} AND ($6::text IS NULL OR (q.opened_at, q.id) < (SELECT c.opened_at, c.id FROM dispute c WHERE c.id = $6))
      ORDER BY q.opened_at DESC, q.id DESC LIMIT $7`,
    [...filterValues(filter), cursor, limit],
  );
  return rows.map(toDisputeView);
}
