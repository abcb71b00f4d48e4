import type { Transaction } from "@tollgate/db/open-database";
import type { HoldbackFacts } from "@tollgate/payouts/holdback";
import type { Month } from "@tollgate/payouts/months";
import { computeStatement, type Statement, type StatementSettings } from "@tollgate/payouts/statement";
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
  readonly first_earned: Date | null;
  readonly quarter_earned: bigint;
  readonly quarter_disputed: bigint;
  readonly verified: boolean;
  readonly paused: boolean;
  readonly own_minimum: bigint | null;
  readonly tax_form: boolean;
  readonly paid_this_year: bigint;
}

export interface StatementsWanted {
  readonly month: Month;
  /** One payee, or everybody who had a balance or a movement. */
  readonly payeeWorkspaceId?: string;
  readonly settings: StatementSettings;
}

/** A statement with what decides about holdback while the month is open. */
export interface StatementWithFacts {
  readonly statement: Statement;
  readonly holdback: HoldbackFacts;
}

/**
 * Computes statements from ledger entries by the month they are booked into: one aggregate, read through a cursor, payees ascending.
 * Only one may be read at a time in a transaction.
 * @throws when the parts of a statement do not add up to the entries, which means that a journal kind is not accounted for here.
 */
export async function* readStatements(tx: Transaction, wanted: StatementsWanted): AsyncGenerator<Statement[]> {
  for await (const rows of readStatementsWithFacts(tx, wanted)) yield rows.map(({ statement }) => statement);
}

/** As `readStatements`, with the facts for holdback beside each statement. */
export async function* readStatementsWithFacts(
  tx: Transaction,
  wanted: StatementsWanted,
): AsyncGenerator<StatementWithFacts[]> {
  const { _max } = await tx.ledgerPeriod.aggregate({ _max: { month: true } });
  const closed = _max.month ?? new Date(0);
  await declareCursor(tx, { month: monthColumn(wanted.month), payee: wanted.payeeWorkspaceId ?? null, closed });
  for (;;) {
    const rows = await tx.$queryRawUnsafe<PayeeRow[]>(`FETCH ${FETCH_SIZE} FROM payees`);
    if (rows.length > 0)
      yield rows.map((row) => ({ statement: statementOf(row, wanted), holdback: factsOf(row, wanted) }));
    if (rows.length < FETCH_SIZE) break;
  }
  await tx.$executeRaw`CLOSE payees`;
}

interface Reading {
  readonly month: Date;
  readonly payee: string | null;
  /** The last month that is closed, or was a moment ago. */
  readonly closed: Date;
}

/**
 * Closed months come from their roll-up, open ones from their entries. What `closed` says is said again by the table, which has the last word; said
 * before, it lets the database choose a way that leaves the entries of closed months alone. Ids of journals are as old as their booking.
 */
async function declareCursor(tx: Transaction, { month, payee, closed }: Reading): Promise<void> {
  await tx.$executeRaw`DECLARE payees NO SCROLL CURSOR FOR
    SELECT s.*, coalesce(p.status = 'enabled', false) AS verified, p.paused_at IS NOT NULL AS paused, p.own_minimum_nano AS own_minimum,
      coalesce(p.tax_form = 'accepted', false) AS tax_form
    FROM (SELECT owner AS payee,
        coalesce(sum(amount) FILTER (WHERE period < ${month}::date), 0)::bigint AS opening,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind = 'call_settlement' AND type = 'provider_payable'), 0)::bigint AS provider_earned,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind = 'call_settlement' AND type = 'builder_payable'), 0)::bigint AS builder_earned,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind IN ('adjustment', 'write_off')), 0)::bigint AS adjustments,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind IN ('call_reversal', 'dispute_open', 'dispute_won', 'dispute_lost')), 0)::bigint AS reversals,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind IN ('payout_start', 'payout_failed')), 0)::bigint AS paid,
        coalesce(-sum(amount) FILTER (WHERE this_year AND kind IN ('payout_start', 'payout_failed')), 0)::bigint AS paid_this_year,
        coalesce(-sum(amount) FILTER (WHERE this_month AND kind = 'holdback_in'), 0)::bigint AS holdback_in,
        coalesce(sum(amount) FILTER (WHERE this_month AND kind = 'holdback_out'), 0)::bigint AS holdback_out,
        sum(amount)::bigint AS closing,
        (min(period) FILTER (WHERE kind = 'call_settlement' AND amount > 0))::timestamp AS first_earned,
        coalesce(sum(amount) FILTER (WHERE this_quarter AND kind = 'call_settlement'), 0)::bigint AS quarter_earned,
        coalesce(-sum(amount) FILTER (WHERE this_quarter AND kind IN ('dispute_open', 'dispute_won', 'dispute_lost')), 0)::bigint AS quarter_disputed
      FROM (
        SELECT m.*, m.period = ${month}::date AS this_month, m.period > (${month}::date - interval '3 months') AS this_quarter,
          m.period >= date_trunc('year', ${month}::date) AS this_year FROM (
          SELECT a.owner, a.type, c.kind, c.period, c.amount_nano AS amount
            FROM account_month c JOIN ledger_account a ON a.id = c.account_id
            WHERE a.type IN ('provider_payable', 'builder_payable') AND a.currency = 'USD' AND c.period <= ${month}::date
              AND (${payee}::text IS NULL OR a.owner = ${payee}::text)
          UNION ALL
          SELECT a.owner, a.type, j.kind, j.period, sum(e.amount_nano)
            FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
            WHERE a.type IN ('provider_payable', 'builder_payable') AND a.currency = 'USD' AND j.period <= ${month}::date
              AND j.period > coalesce((SELECT max(month) FROM ledger_period), '-infinity')
              AND j.period > ${closed}::date
              AND e.journal_id >= uuid_v7_floor((${closed}::date + interval '1 month -1 day') AT TIME ZONE 'UTC')
              AND (${payee}::text IS NULL OR a.owner = ${payee}::text)
            GROUP BY a.owner, a.type, j.kind, j.period
        ) m
      ) movement
      GROUP BY owner
      HAVING bool_or(this_month) OR sum(amount) <> 0) s
    LEFT JOIN payout_account p ON p.workspace_id = s.payee
    ORDER BY s.payee COLLATE "C"`;
}

function statementOf(row: PayeeRow, { month, settings }: StatementsWanted): Statement {
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
      isVerified: row.verified,
      ownMinimumNano: row.own_minimum,
      isPaused: row.paused,
      hasTaxForm: row.tax_form,
      paidThisYearNano: row.paid_this_year,
    },
    settings,
  );
  if (statement.netNano !== row.closing)
    throw new Error(`the statement of ${row.payee} says ${statement.netNano}, its entries say ${row.closing}`);
  return statement;
}

function factsOf(row: PayeeRow, { month }: StatementsWanted): HoldbackFacts {
  return {
    month,
    providerEarnedNano: row.provider_earned,
    builderEarnedNano: row.builder_earned,
    firstEarnedAt: row.first_earned,
    quarterEarnedNano: row.quarter_earned,
    quarterDisputedNano: row.quarter_disputed,
  };
}
