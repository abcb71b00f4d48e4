import { NANO_PER_CENT } from "@tollgate/money/nano";
import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE, likeOf, listFilter } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";

export const RISK_STATES = ["open", "frozen", "closed"] as const;
export type RiskState = (typeof RISK_STATES)[number];

/** Which cases to look at. `search` is a case, payment or workspace, or part of a workspace's name. */
export const RiskFilter = listFilter(RISK_STATES);
export type RiskFilter = z.output<typeof RiskFilter>;

export const ListRiskCasesInput = RiskFilter.extend(LIST_PAGE);
export type ListRiskCasesInput = z.input<typeof ListRiskCasesInput>;

/** A payment that somebody outside finds suspicious. Amounts are nano-USD. */
export interface RiskCaseView {
  readonly id: string;
  readonly state: RiskState;
  readonly kind: "fraud_warning" | "inquiry";
  readonly paymentId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly amountNano: bigint;
  readonly detail: string;
  readonly openedAt: Date;
  readonly frozenNano: bigint;
  /** Whether credit was frozen for it, which is done once. */
  readonly wasFrozen: boolean;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly note: string;
}

export interface RiskList {
  /** Open ones first, the longest open at the top; then the newest closed. */
  readonly cases: readonly RiskCaseView[];
  readonly nextCursor: string | null;
  readonly counts: Readonly<Partial<Record<RiskState, number>>>;
}

const STATE_SQL =
  "CASE WHEN r.closed_at IS NOT NULL THEN 'closed' WHEN r.frozen_nano > 0 THEN 'frozen' ELSE 'open' END";
/** Ascending puts open cases first by age, then closed ones from the newest on. */
const RANK_SQL =
  "(r.closed_at IS NOT NULL), CASE WHEN r.closed_at IS NULL THEN extract(epoch FROM r.opened_at) ELSE -extract(epoch FROM r.closed_at) END, r.id";

/** Payments that somebody outside finds suspicious, a page at a time. Operators may. */
export async function listRiskCases(ctx: Context, input: ListRiskCasesInput): Promise<RiskList> {
  requirePlatformRole(ctx, "operator");
  const { limit, cursor, ...filter } = parseInput(ListRiskCasesInput, input);
  const [page, counts] = await Promise.all([
    readRiskCases(ctx, filter, { cursor: cursor ?? null, limit: limit + 1 }),
    ctx.db.pool.query<{ state: RiskState; count: number }>(
      `SELECT ${STATE_SQL} AS state, count(*)::integer AS count FROM risk_case r GROUP BY 1`,
    ),
  ]);
  const cases = page.slice(0, limit);
  return {
    cases,
    nextCursor: page.length > limit ? (cases.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(counts.rows.map(({ state, count }) => [state, count])),
  };
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly payment_id: string;
  readonly workspace_id: string;
  readonly workspace_name: string | null;
  readonly amount_cents: number | null;
  readonly detail: string;
  readonly opened_at: Date;
  readonly frozen_nano: bigint;
  readonly freeze_journal_id: string | null;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly note: string;
}

/** A page of cases, in the order of the queue. */
export async function readRiskCases(
  { db }: Context,
  { state, search, from, to }: RiskFilter,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<RiskCaseView[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT r.*, ${STATE_SQL} AS state, w.name AS workspace_name, p.amount_cents, u.name AS closed_by
      FROM risk_case r LEFT JOIN workspace w ON w.id = r.workspace_id LEFT JOIN payment p ON p.id = r.payment_id
        LEFT JOIN "user" u ON u.id = r.closed_by_id
      WHERE ($1::text IS NULL OR ${STATE_SQL} = $1)
        AND ($2::text IS NULL OR r.id = $2 OR r.payment_id = $2 OR r.workspace_id = $2 OR w.name ILIKE $3)
        AND ($4::timestamptz IS NULL OR r.opened_at >= $4) AND ($5::timestamptz IS NULL OR r.opened_at < $5)
        AND ($6::text IS NULL OR (${RANK_SQL}) > (SELECT ${RANK_SQL} FROM risk_case r WHERE r.id = $6))
      ORDER BY ${RANK_SQL} LIMIT $7`,
    [state ?? null, search || null, likeOf(search), from ?? null, to ?? null, cursor, limit],
  );
  return rows.map(toRiskCaseView);
}

function toRiskCaseView(row: Row): RiskCaseView {
  return {
    id: row.id,
    state: RISK_STATES.find((one) => one === row.state) ?? "open",
    kind: row.kind === "inquiry" ? "inquiry" : "fraud_warning",
    paymentId: row.payment_id,
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name ?? row.workspace_id,
    amountNano: BigInt(row.amount_cents ?? 0) * NANO_PER_CENT,
    detail: row.detail,
    openedAt: row.opened_at,
    frozenNano: row.frozen_nano,
    wasFrozen: row.freeze_journal_id !== null,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    note: row.note,
  };
}
