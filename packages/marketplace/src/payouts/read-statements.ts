import type { Transaction } from "@tollgate/db/open-database";
import type { Month } from "@tollgate/payouts/months";
import {
  computeStatement,
  DEFAULT_PAYOUT_SETTINGS,
  type PayoutSettings,
  type Statement,
} from "@tollgate/payouts/statement";
import { monthColumn } from "./month-input.ts";

/** Payees per fetch: a run of any size holds this many in memory. */
const FETCH_SIZE = 500;

interface PayeeRow {
  readonly payee: string;
  readonly opening: bigint;
  readonly provider_earned: bigint;
  readonly builder_earned: bigint;
  readonly adjustments: bigint;
  readonly reversals: bigint;
  readonly paid: bigint;
  readonly holdback_in: bigint;
  readonly holdback_out: bigint;
  readonly closing: bigint;
}

export interface StatementsWanted {
  readonly month: Month;
  /** One payee, or everybody who had a balance or a movement. */
  readonly payeeWorkspaceId?: string;
  readonly settings?: PayoutSettings;
}

/**
 * Computes statements from ledger entries by the month they are booked into: one aggregate, read through a cursor, payees ascending.
 * Only one may be read at a time in a transaction.
 * @throws when the parts of a statement do not add up to the entries, which means that a journal kind is not accounted for here.
 */
export async function* readStatements(tx: Transaction, wanted: StatementsWanted): AsyncGenerator<Statement[]> {
  const { month, settings = DEFAULT_PAYOUT_SETTINGS } = wanted;
  await declareCursor(tx, monthColumn(month), wanted.payeeWorkspaceId ?? null);
  for (;;) {
    const rows = await tx.$queryRawUnsafe<PayeeRow[]>(`FETCH ${FETCH_SIZE} FROM payees`);
    if (rows.length > 0) yield rows.map((row) => statementOf(row, month, settings));
    if (rows.length < FETCH_SIZE) break;
  }
  await tx.$executeRaw`CLOSE payees`;
}

async function declareCursor(tx: Transaction, month: Date, payee: string | null): Promise<void> {
  await tx.$executeRaw`DECLARE payees NO SCROLL CURSOR FOR
    SELECT owner AS payee,
        coalesce(sum(amount) FILTER (WHERE period < ${month}::date), 0)::bigint AS opening,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind = 'call_settlement' AND type = 'provider_payable'), 0)::bigint AS provider_earned,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind = 'call_settlement' AND type = 'builder_payable'), 0)::bigint AS builder_earned,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind IN ('adjustment', 'write_off')), 0)::bigint AS adjustments,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind IN ('call_reversal', 'dispute_lost')), 0)::bigint AS reversals,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind IN ('payout_start', 'payout_failed')), 0)::bigint AS paid,
        coalesce(-sum(amount) FILTER (WHERE this_month AND kind = 'holdback_in'), 0)::bigint AS holdback_in,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind = 'holdback_out'), 0)::bigint AS holdback_out,
        sum(amount)::bigint AS closing
      FROM (
        SELECT a.owner, a.type, j.kind, j.period, j.period = ${month}::date AS this_month, sum(e.amount_nano) AS amount
          FROM ledger_account a JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id
          WHERE a.type IN ('provider_payable', 'builder_payable') AND a.currency = 'USD' AND j.period <= ${month}::date
            AND (${payee}::text IS NULL OR a.owner = ${payee}::text)
          GROUP BY a.owner, a.type, j.kind, j.period
      ) movement
      GROUP BY owner
      HAVING bool_or(this_month) OR sum(amount) <> 0
      ORDER BY owner COLLATE "C"`;
}

function statementOf(row: PayeeRow, month: Month, settings: PayoutSettings): Statement {
  const statement = computeStatement(
    {
      payeeWorkspaceId: row.payee,
      month,
      openingNano: row.opening,
      providerEarnedNano: row.provider_earned,
      builderEarnedNano: row.builder_earned,
      adjustmentsNano: row.adjustments,
      reversalsNano: row.reversals,
      paidNano: row.paid,
      holdbackInNano: row.holdback_in,
      holdbackOutNano: row.holdback_out,
    },
    settings,
  );
  if (statement.netNano !== row.closing)
    throw new Error(`the statement of ${row.payee} says ${statement.netNano}, its entries say ${row.closing}`);
  return statement;
}
