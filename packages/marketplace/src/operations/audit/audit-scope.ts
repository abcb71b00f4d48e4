import type pg from "pg";

/** How much of history a pass looks at. Everything runs in the one snapshot of `client`. */
export interface AuditScope {
  readonly client: pg.PoolClient;
  readonly full: boolean;
  /** Link of the hash chain up to which the last clean pass looked; 0 for a full pass. */
  readonly after: bigint;
  readonly now: Date;
}

/** Findings kept per kind: one broken thing must not fill the table. */
export const MAX_FINDINGS = 100;

/**
 * SQL for the journals of a pass: all of them, or those that were linked since the last clean pass together with those that wait to be linked.
 */
export function journalsOf({ full, after }: Pick<AuditScope, "full" | "after">): string {
  if (full) return "SELECT * FROM journal";
  return `SELECT j.* FROM journal j JOIN (SELECT journal_id FROM journal_link WHERE position > ${after}
    UNION ALL SELECT journal_id FROM journal_pending) fresh ON fresh.journal_id = j.id`;
}

/**
 * SQL for the calls of a pass. A call is booked a moment before its journal, at most as long as its statement waited for locks; block ranges
 * of the booking time serve the search.
 */
export function callsOf(scope: Pick<AuditScope, "full" | "after">): string {
  if (scope.full) return "SELECT * FROM call";
  return `SELECT * FROM call WHERE booked_at >= (SELECT min(booked_at) - interval '1 hour' FROM (${journalsOf(scope)}) j)`;
}
