import type { Transaction } from "@tollgate/db/open-database";
import type { Services } from "../context.ts";

/** Something that must be true of the books and is not. */
export interface AuditFinding {
  readonly kind: "balance_differs" | "journal_unbalanced" | "books_not_zero" | "calls_differ_from_entries";
  /** Account, journal or day at fault. */
  readonly subject: string;
  /** Amounts in nano-USD. */
  readonly expected: string;
  readonly actual: string;
}

export interface LedgerAuditResult {
  readonly ok: boolean;
  readonly accounts: number;
  readonly entries: bigint;
  readonly findings: AuditFinding[];
}

export interface AuditLedgerOptions {
  /** Calls booked from here on are compared with their entries; `null` compares all of history. */
  readonly callsSince?: Date | null;
}

/** Findings kept per kind: one broken thing must not fill the table. */
const MAX_FINDINGS = 100;
const QUIET_HOUR = 3;
const RECENT_MS = 3 * 86_400_000;
const TIMEOUT_MS = 30 * 60_000;

/**
 * Recomputes the books from their entries and compares: every balance, every journal, the whole, and calls with what they moved. One
 * consistent snapshot, no locks; the result is stored.
 */
export async function auditLedger(
  { db, now }: Pick<Services, "db" | "now">,
  { callsSince = dueCalls(now()) }: AuditLedgerOptions = {},
): Promise<LedgerAuditResult> {
  const result = await db.prisma.$transaction(
    async (tx): Promise<LedgerAuditResult> => {
      const findings = [
        ...(await differingBalances(tx)),
        ...(await unbalancedJournals(tx)),
        ...(await booksNotZero(tx)),
        ...(await callsWithoutTheirEntries(tx, callsSince ?? new Date(0))),
      ];
      const [size] = await tx.$queryRaw<{ accounts: number; entries: bigint }[]>`
        SELECT (SELECT count(*) FROM ledger_account)::integer AS accounts, (SELECT count(*) FROM entry) AS entries`;
      return { ok: findings.length === 0, accounts: size?.accounts ?? 0, entries: size?.entries ?? 0n, findings };
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
  const findings = result.findings.map((finding) => ({ ...finding }));
  await db.prisma.ledgerAudit.create({ data: { ...result, findings } });
  return result;
}

/** An hourly pass compares the calls of the last days; the one in the quiet hour of the night compares all of them. */
function dueCalls(now: Date): Date | null {
  return now.getUTCHours() === QUIET_HOUR ? null : new Date(now.getTime() - RECENT_MS);
}

interface DifferenceRow {
  readonly subject: string;
  readonly expected: bigint;
  readonly actual: bigint;
}

function toFindings(kind: AuditFinding["kind"], rows: readonly DifferenceRow[]): AuditFinding[] {
  return rows.map(({ subject, expected, actual }) => ({ kind, subject, expected: `${expected}`, actual: `${actual}` }));
}

async function differingBalances(tx: Transaction): Promise<AuditFinding[]> {
  const rows = await tx.$queryRaw<DifferenceRow[]>`
    SELECT a.type || ' ' || a.owner AS subject, coalesce(e.nano, 0)::bigint AS expected, coalesce(b.posted_nano, 0)::bigint AS actual
      FROM ledger_account a LEFT JOIN balance b ON b.account_id = a.id
        LEFT JOIN (SELECT account_id, sum(amount_nano) AS nano FROM entry GROUP BY account_id) e ON e.account_id = a.id
      WHERE b.posted_nano IS DISTINCT FROM coalesce(e.nano, 0) ORDER BY a.id LIMIT ${MAX_FINDINGS}`;
  return toFindings("balance_differs", rows);
}

async function unbalancedJournals(tx: Transaction): Promise<AuditFinding[]> {
  const rows = await tx.$queryRaw<DifferenceRow[]>`
    SELECT j.id || ' ' || j.kind AS subject, 0::bigint AS expected, coalesce(sum(e.amount_nano), 0)::bigint AS actual
      FROM journal j LEFT JOIN entry e ON e.journal_id = j.id
      GROUP BY j.id HAVING coalesce(sum(e.amount_nano), 0) <> 0 OR count(e.account_id) <> j.entry_count
      ORDER BY j.id LIMIT ${MAX_FINDINGS}`;
  return toFindings("journal_unbalanced", rows);
}

async function booksNotZero(tx: Transaction): Promise<AuditFinding[]> {
  const rows = await tx.$queryRaw<DifferenceRow[]>`
    SELECT a.currency AS subject, 0::bigint AS expected, sum(b.posted_nano)::bigint AS actual
      FROM balance b JOIN ledger_account a ON a.id = b.account_id GROUP BY a.currency HAVING sum(b.posted_nano) <> 0`;
  return toFindings("books_not_zero", rows);
}

/** By UTC day and account. Promotional and paid credit count together, since settlement decides between them. */
async function callsWithoutTheirEntries(tx: Transaction, since: Date): Promise<AuditFinding[]> {
  const rows = await tx.$queryRaw<DifferenceRow[]>`
    WITH settlement AS (
      SELECT id, (booked_at AT TIME ZONE 'UTC')::date AS day FROM journal
        WHERE kind = 'call_settlement' AND booked_at >= ${since}::timestamptz
    ), booked AS (
      SELECT s.day, CASE a.type WHEN 'customer_promotional_credit' THEN 'customer_credit' ELSE a.type END AS type, a.owner,
          sum(e.amount_nano) AS nano
        FROM settlement s JOIN entry e ON e.journal_id = s.id JOIN ledger_account a ON a.id = e.account_id GROUP BY 1, 2, 3
    ), called AS (
      SELECT s.day, leg.type, leg.owner, sum(leg.nano) AS nano
        FROM call c JOIN settlement s ON s.id = c.journal_id
          CROSS JOIN LATERAL (VALUES ('customer_credit', c.workspace_id, -c.charge_nano),
            ('provider_payable', c.provider_workspace_id, c.cost_nano), ('builder_payable', c.builder_workspace_id, c.surcharge_nano),
            ('platform_fee_revenue', 'platform', c.fee_nano)) leg(type, owner, nano)
        WHERE leg.nano <> 0 AND c.booked_at >= ${since}::timestamptz - interval '1 hour' GROUP BY 1, 2, 3
    )
    SELECT day || ' ' || type || ' ' || owner AS subject, coalesce(c.nano, 0)::bigint AS expected, coalesce(b.nano, 0)::bigint AS actual
      FROM booked b FULL JOIN called c USING (day, type, owner)
      WHERE coalesce(b.nano, 0) <> coalesce(c.nano, 0) ORDER BY subject LIMIT ${MAX_FINDINGS}`;
  return toFindings("calls_differ_from_entries", rows);
}
