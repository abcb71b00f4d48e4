import { parseGenerationId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const FindInLedgerInput = z.object({ id: z.string().trim().min(1, "Enter an id.").max(200) });
export type FindInLedgerInput = z.input<typeof FindInLedgerInput>;

export interface FoundInLedger {
  readonly kind: "journal" | "owner" | "run";
  readonly id: string;
}

/**
 * What an id names: a journal, or the one that a call, payment, refund, payout or correction was booked by; an owner of accounts; a
 * run. `null` when the books know nothing of it. Finance may.
 */
export async function findInLedger(ctx: Context, input: FindInLedgerInput): Promise<FoundInLedger | null> {
  requirePlatformRole(ctx, "finance");
  const { id } = parseInput(FindInLedgerInput, input);
  const uuid = parseGenerationId(id);
  const { rows } = await ctx.db.pool.query<FoundInLedger>(
    `SELECT 'journal' AS kind, id::text AS id FROM journal WHERE id = $2
      UNION ALL SELECT 'journal', journal_id::text FROM call WHERE id = $2 AND journal_id IS NOT NULL
      UNION ALL SELECT 'owner', owner FROM (SELECT DISTINCT owner FROM ledger_account WHERE owner = $1) a
      UNION ALL SELECT 'run', id FROM payout_run WHERE id = $1
      UNION ALL SELECT 'run', run_id FROM payout_item WHERE id = $1
      UNION ALL SELECT 'run', run_id FROM payout_attempt WHERE transfer_id = $1
      UNION ALL SELECT 'journal', id::text FROM journal WHERE idempotency_key IN ('dispute_open:' || $1::text, 'risk_freeze:' || $1::text)
      UNION ALL SELECT 'journal', journal_id::text FROM payment
        WHERE (id = $1 OR payment_intent_id = $1 OR checkout_session_id = $1) AND journal_id IS NOT NULL
      UNION ALL SELECT 'journal', journal_id::text FROM refund WHERE (id = $1 OR processor_id = $1) AND journal_id IS NOT NULL
      UNION ALL SELECT 'journal', journal_id::text FROM correction WHERE id = $1 AND journal_id IS NOT NULL
      UNION ALL SELECT 'journal', journal_id::text FROM promotional_lot WHERE id = $1 LIMIT 1`,
    [id, uuid],
  );
  return rows[0] ?? null;
}
