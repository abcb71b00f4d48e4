import type { z } from "zod";
import { type Context, type PlatformRole, requirePlatformRole, requireUser } from "../context.ts";
import { LIST_PAGE, likeOf, listFilter } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import type { PlaceInList } from "../reports/every-page.ts";
import { deviceWords } from "../sessions/device-words.ts";

export const RECOVERY_STATES = ["open", "approved", "rejected", "withdrawn", "over"] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

/** Which requests to look at. `search` is a request or a person, or part of their name or address. */
export const RecoveryFilter = listFilter(RECOVERY_STATES);
export type RecoveryFilter = z.output<typeof RecoveryFilter>;

export const ListRecoveriesInput = RecoveryFilter.extend(LIST_PAGE);
export type ListRecoveriesInput = z.input<typeof ListRecoveriesInput>;

/** Somebody who has lost what they prove themselves with. */
export interface RecoveryView {
  readonly id: string;
  readonly state: RecoveryState;
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly duty: PlatformRole };
  readonly reason: string;
  readonly ip: string | null;
  readonly device: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly note: string;
  /** Whether the operator who looks may decide: never over their own. */
  readonly mayDecide: boolean;
}

export interface RecoveryList {
  /** Open ones first, the longest open at the top; then what ended last. */
  readonly recoveries: readonly RecoveryView[];
  readonly nextCursor: string | null;
  readonly counts: Readonly<Partial<Record<RecoveryState, number>>>;
}

/** `$1` is now. */
const STATE_SQL = "coalesce(r.decision, CASE WHEN r.expires_at <= $1::timestamptz THEN 'over' ELSE 'open' END)";
/** Ascending puts open requests first by age, then the others from the last that ended on. */
const RANK_SQL = `(${STATE_SQL} <> 'open'), CASE WHEN ${STATE_SQL} = 'open' THEN extract(epoch FROM r.created_at)
  ELSE -extract(epoch FROM coalesce(r.decided_at, r.expires_at)) END, r.id`;

/** Requests of people who have lost their authenticator app, a page at a time. Operators may. */
export async function listRecoveries(ctx: Context, input: ListRecoveriesInput): Promise<RecoveryList> {
  requirePlatformRole(ctx, "operator");
  const { limit, cursor, ...filter } = parseInput(ListRecoveriesInput, input);
  const [page, counts] = await Promise.all([
    readRecoveries(ctx, filter, { cursor: cursor ?? null, limit: limit + 1 }),
    ctx.db.pool.query<{ state: RecoveryState; count: number }>(
      `SELECT ${STATE_SQL} AS state, count(*)::integer AS count FROM recovery_request r GROUP BY 1`,
      [ctx.now()],
    ),
  ]);
  const recoveries = page.slice(0, limit);
  return {
    recoveries,
    nextCursor: page.length > limit ? (recoveries.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(counts.rows.map(({ state, count }) => [state, count])),
  };
}

interface Row {
  readonly id: string;
  readonly state: RecoveryState;
  readonly user_id: string;
  readonly name: string;
  readonly email: string;
  readonly platform_role: PlatformRole;
  readonly reason: string;
  readonly ip: string | null;
  readonly user_agent: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly note: string;
}

/** A page of requests, in the order of the queue. */
export async function readRecoveries(
  ctx: Context,
  { state, search, from, to }: RecoveryFilter,
  { cursor, limit }: PlaceInList,
): Promise<RecoveryView[]> {
  const viewer = requireUser(ctx);
  const { rows } = await ctx.db.pool.query<Row>(
    `SELECT r.*, ${STATE_SQL} AS state, u.name, u.email, u.platform_role, coalesce(d.name, r.decided_by_id) AS decided_by
      FROM recovery_request r JOIN "user" u ON u.id = r.user_id LEFT JOIN "user" d ON d.id = r.decided_by_id
      WHERE ($2::text IS NULL OR ${STATE_SQL} = $2)
        AND ($3::text IS NULL OR r.id = $3 OR r.user_id = $3 OR u.name ILIKE $4 OR u.email ILIKE $4)
        AND ($5::timestamptz IS NULL OR r.created_at >= $5) AND ($6::timestamptz IS NULL OR r.created_at < $6)
        AND ($7::text IS NULL OR (${RANK_SQL}) > (SELECT ${RANK_SQL} FROM recovery_request r WHERE r.id = $7))
      ORDER BY ${RANK_SQL} LIMIT $8`,
    [ctx.now(), state ?? null, search || null, likeOf(search), from ?? null, to ?? null, cursor, limit],
  );
  return rows.map((row) => toRecoveryView(row, viewer));
}

function toRecoveryView(row: Row, viewer: string): RecoveryView {
  return {
    id: row.id,
    state: row.state,
    person: { id: row.user_id, name: row.name, email: row.email, duty: row.platform_role },
    reason: row.reason,
    ip: row.ip,
    device: deviceWords(row.user_agent),
    requestedAt: row.created_at,
    expiresAt: row.expires_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    note: row.note,
    mayDecide: row.state === "open" && row.user_id !== viewer,
  };
}
