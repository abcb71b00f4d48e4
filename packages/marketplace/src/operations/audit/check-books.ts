import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, callsOf, journalsOf, MAX_FINDINGS } from "./audit-scope.ts";

/** Balances, journals, calls and what they moved, recomputed from the entries. */
export async function checkBooks(scope: AuditScope): Promise<AuditFinding[]> {
  return [
    ...toFindings("balance_differs", await differingBalances(scope)),
    ...toFindings("journal_unbalanced", await unbalancedJournals(scope)),
    ...toFindings("books_not_zero", await booksNotZero(scope)),
    ...toFindings("calls_differ_from_entries", await callsThatDifferFromEntries(scope)),
    ...toFindings("call_without_journal", await callsWithoutJournal(scope)),
  ];
}

/** What each account's entries add up to: what the last clean pass computed and what came since, or everything. */
function computedBalances(scope: AuditScope): string {
  if (scope.full) return "SELECT account_id, sum(amount_nano) AS nano FROM entry GROUP BY account_id";
  return `SELECT account_id, sum(nano) AS nano FROM (
      SELECT account_id, posted_nano::numeric AS nano FROM audit_checkpoint
      UNION ALL SELECT e.account_id, e.amount_nano FROM (${journalsOf(scope)}) j JOIN entry e ON e.journal_id = j.id
    ) parts GROUP BY account_id`;
}

async function differingBalances(scope: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await scope.client.query<DifferenceRow>(
    `SELECT a.type || ' ' || a.owner AS subject, coalesce(c.nano, 0)::bigint AS expected, coalesce(b.posted_nano, 0) AS actual
       FROM ledger_account a LEFT JOIN balance b ON b.account_id = a.id LEFT JOIN (${computedBalances(scope)}) c ON c.account_id = a.id
       WHERE b.posted_nano IS DISTINCT FROM coalesce(c.nano, 0) ORDER BY a.id LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

async function unbalancedJournals(scope: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await scope.client.query<DifferenceRow>(
    `SELECT j.id || ' ' || j.kind AS subject, 0::bigint AS expected, coalesce(sum(e.amount_nano), 0)::bigint AS actual
       FROM (${journalsOf(scope)}) j LEFT JOIN entry e ON e.journal_id = j.id
       GROUP BY j.id, j.kind, j.entry_count HAVING coalesce(sum(e.amount_nano), 0) <> 0 OR count(e.account_id) <> j.entry_count
       ORDER BY j.id LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

async function booksNotZero({ client }: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await client.query<DifferenceRow>(
    `SELECT a.currency AS subject, 0::bigint AS expected, sum(b.posted_nano)::bigint AS actual
       FROM balance b JOIN ledger_account a ON a.id = b.account_id GROUP BY a.currency HAVING sum(b.posted_nano) <> 0`,
  );
  return rows;
}

/** By journal and account. Sponsored, promotional and paid credit of a customer count together, since settlement decides between them. */
async function callsThatDifferFromEntries(scope: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await scope.client.query<DifferenceRow>(
    `WITH settlement AS (SELECT id FROM (${journalsOf(scope)}) j WHERE kind = 'call_settlement'), booked AS (
       SELECT s.id, CASE WHEN a.type IN ('customer_promotional_credit', 'sponsored_credit') THEN 'customer_credit' ELSE a.type END AS type,
           coalesce(g.workspace_id, a.owner) AS owner, sum(e.amount_nano) AS nano
         FROM settlement s JOIN entry e ON e.journal_id = s.id JOIN ledger_account a ON a.id = e.account_id
           LEFT JOIN "grant" g ON a.type = 'sponsored_credit' AND g.id = a.owner GROUP BY 1, 2, 3
     ), called AS (
       SELECT s.id, leg.type, leg.owner, sum(leg.nano) AS nano
         FROM (${callsOf(scope)}) c JOIN settlement s ON s.id = c.journal_id
           CROSS JOIN LATERAL (VALUES ('customer_credit', c.workspace_id, -c.charge_nano),
             ('provider_payable', c.provider_workspace_id, c.cost_nano), ('builder_payable', c.builder_workspace_id, c.surcharge_nano),
             ('platform_fee_revenue', 'platform', c.fee_nano)) leg(type, owner, nano)
         WHERE leg.nano <> 0 GROUP BY 1, 2, 3
     )
     SELECT id || ' ' || type || ' ' || owner AS subject, coalesce(c.nano, 0)::bigint AS expected, coalesce(b.nano, 0)::bigint AS actual
       FROM booked b FULL JOIN called c USING (id, type, owner)
       WHERE coalesce(b.nano, 0) <> coalesce(c.nano, 0) ORDER BY subject LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

async function callsWithoutJournal(scope: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await scope.client.query<DifferenceRow>(
    `SELECT c.id::text AS subject, c.charge_nano AS expected, 0::bigint AS actual
       FROM (${callsOf(scope)}) c LEFT JOIN journal j ON j.id = c.journal_id
       WHERE c.charge_nano > 0 AND j.id IS NULL ORDER BY c.id LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}
