import type pg from "pg";
import type { Transaction } from "./open-database.ts";
import type { SpendableCredit } from "./spendable-credit.ts";

/** Lots taken in hand at a time. */
const LIMIT = 500;

export interface SponsorshipFunding {
  readonly grantId: string;
  /** First day of the UTC month, such as `2026-11-01`. */
  readonly month: string;
  /** The margin that says how much. */
  readonly marginVersionId: string;
}

/** `unfunded`: the builder's paid credit does not cover it. `none`: nothing is sponsored, or nobody is there to sponsor. */
export type FundingOutcome = "funded" | "funded_before" | "unfunded" | "none";

/** Id of a grant's lot of the UTC month a moment lies in. The database makes the same of a grant and a month. */
export function sponsoredLotId(grantId: string, atMs: number): string {
  return `${grantId}:${new Date(atMs).toISOString().slice(0, 7)}`;
}

/** Moves a month's allowance from the builder's credit to the grant, once, however often it is asked for. */
export async function fundSponsorship(tx: Transaction, funding: SponsorshipFunding): Promise<FundingOutcome> {
  const { grantId, month, marginVersionId } = funding;
  const [row] = await tx.$queryRaw<
    { outcome: FundingOutcome }[]
  >`SELECT outcome FROM fund_sponsorship(${grantId}, ${month}::date, ${marginVersionId})`;
  if (!row) throw new Error("fund_sponsorship gave no answer");
  return row.outcome;
}

/** Closes lots whose month is over or whose grant was ended: no call is admitted against them any more. @returns their ids. */
export async function closeSponsored(pool: pg.Pool, limit = LIMIT): Promise<string[]> {
  const closed: string[] = [];
  let taken: number;
  do {
    const { rows } = await pool.query<{ lot_id: string }>("SELECT lot_id FROM close_sponsored($1)", [limit]);
    closed.push(...rows.map((row) => row.lot_id));
    taken = rows.length;
  } while (taken === limit);
  return closed;
}

export interface ReturnedSponsorship {
  readonly lotId: string;
  readonly builderWorkspaceId: string;
  readonly restNano: bigint;
}

/**
 * Gives back what is left of lots that were closed longer ago than any call lasts, each in its own transaction. Exact beside settlements, which
 * wait for the same balance.
 */
export async function returnSponsored(
  pool: pg.Pool,
  graceSeconds: number,
  limit = LIMIT,
): Promise<ReturnedSponsorship[]> {
  const returned: ReturnedSponsorship[] = [];
  let after = "";
  let taken: number;
  do {
    const due = await pool.query<{ id: string; builder: string }>(
      `SELECT id, builder_workspace_id AS builder FROM sponsored_lot WHERE closed_at <= clock_timestamp() - make_interval(secs => $1)
        AND spent_nano + returned_nano < amount_nano AND id > $2 ORDER BY id LIMIT $3`,
      [graceSeconds, after, limit],
    );
    for (const { id, builder } of due.rows) {
      const { rows } = await pool.query<{ rest: bigint }>(
        "SELECT return_sponsored_lot($1, make_interval(secs => $2)) AS rest",
        [id, graceSeconds],
      );
      const restNano = rows[0]?.rest ?? 0n;
      if (restNano > 0n) returned.push({ lotId: id, builderWorkspaceId: builder, restNano });
      after = id;
    }
    taken = due.rows.length;
  } while (taken === limit);
  return returned;
}

/** A lot and the customer it is for, in whose slot of Redis it lies. */
export interface SponsoredLotOf {
  readonly workspaceId: string;
  readonly lotId: string;
}

/** What lots have left for calls as Postgres has it. A lot that does not exist has nothing, at version zero; a closed one has nothing more. */
export async function readSponsoredCredit(pool: pg.Pool, lots: readonly SponsoredLotOf[]): Promise<SpendableCredit[]> {
  if (lots.length === 0) return [];
  const result = await pool.query<{ id: string; posted: bigint; version: bigint }>({
    name: "sponsored_credit",
    text: `SELECT id, version, CASE WHEN closed_at IS NULL THEN amount_nano - spent_nano - returned_nano ELSE 0 END AS posted
      FROM sponsored_lot WHERE id = ANY ($1)`,
    values: [lots.map(({ lotId }) => lotId)],
  });
  const found = new Map(result.rows.map((row) => [row.id, row]));
  return lots.map(({ workspaceId, lotId }) => {
    const row = found.get(lotId);
    return { workspaceId, lotId, postedNano: row?.posted ?? 0n, version: row?.version ?? 0n };
  });
}

/** Lots that changed since a moment, so that a lost projection to Redis is made good. */
export async function changedSponsoredLots(pool: pg.Pool, since: Date): Promise<SponsoredLotOf[]> {
  const result = await pool.query<{ workspace_id: string; id: string }>(
    "SELECT workspace_id, id FROM sponsored_lot WHERE changed_at >= $1",
    [since],
  );
  return result.rows.map((row) => ({ workspaceId: row.workspace_id, lotId: row.id }));
}
