import type { Context } from "../context.ts";

export const CAUSES = [
  "payment",
  "refund",
  "refund_returned",
  "correction",
  "call_refund",
  "promotional_lot",
  "payout_started",
  "payout_ended",
  "dispute",
] as const;

export interface JournalCause {
  readonly what: (typeof CAUSES)[number];
  readonly id: string;
  /** Of a payout: the run it belongs to. Of a refund of a call: the call. */
  readonly within: string | null;
}

/** What a journal was booked for, by the rows that name it. Disputes are found by the journal's own key. */
export async function readCause({ db }: Context, journalId: string): Promise<JournalCause[]> {
  const { rows } = await db.pool.query<JournalCause>(
    `SELECT 'payment' AS what, id, NULL AS within FROM payment WHERE journal_id = $1
      UNION ALL SELECT 'refund', id, NULL FROM refund WHERE journal_id = $1
      UNION ALL SELECT 'refund_returned', id, NULL FROM refund WHERE reversal_journal_id = $1
      UNION ALL SELECT 'correction', id, NULL FROM correction WHERE journal_id = $1 AND kind = 'adjustment'
      UNION ALL SELECT 'call_refund', id, 'gen-' || replace(call_id::text, '-', '') FROM call_refund WHERE journal_id = $1
      UNION ALL SELECT 'promotional_lot', id, NULL FROM promotional_lot WHERE journal_id = $1
      UNION ALL SELECT 'payout_started', item_id, run_id FROM payout_attempt WHERE start_journal_id = $1
      UNION ALL SELECT 'payout_ended', item_id, run_id FROM payout_attempt WHERE end_journal_id = $1
      UNION ALL SELECT 'dispute', d.id, NULL FROM journal j JOIN dispute d ON d.id = split_part(j.idempotency_key, ':', 2)
        WHERE j.id = $1 AND j.kind IN ('dispute_open', 'dispute_won', 'dispute_lost')`,
    [journalId],
  );
  return rows;
}
