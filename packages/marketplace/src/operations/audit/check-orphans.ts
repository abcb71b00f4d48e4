import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, journalsOf, MAX_FINDINGS } from "./audit-scope.ts";

const QUARANTINE_HOURS = 24;

/** Rows whose counterpart is missing: payments and their journals, and usage that nobody has looked at. */
export async function checkOrphans(scope: AuditScope): Promise<AuditFinding[]> {
  const payments = await paymentsThatDiffer(scope);
  return [
    ...toFindings(
      "payment_differs",
      payments.filter((row) => row.journal),
    ),
    ...toFindings(
      "payment_not_credited",
      payments.filter((row) => !row.journal),
    ),
    ...toFindings("top_up_without_payment", await topUpsWithoutPayment(scope)),
    ...toFindings("quarantine_aged", await agedQuarantine(scope)),
  ];
}

async function paymentsThatDiffer({ client }: AuditScope): Promise<(DifferenceRow & { readonly journal: boolean })[]> {
  const { rows } = await client.query<DifferenceRow & { readonly journal: boolean }>(
    `SELECT p.id AS subject, p.credit_nano AS expected, coalesce(c.nano, 0)::bigint AS actual, j.id IS NOT NULL AS journal
       FROM payment p LEFT JOIN journal j ON j.id = p.journal_id LEFT JOIN LATERAL (
         SELECT sum(e.amount_nano) AS nano FROM entry e JOIN ledger_account a ON a.id = e.account_id
           WHERE e.journal_id = j.id AND a.type = 'customer_credit' AND a.owner = p.workspace_id) c ON true
       WHERE p.journal_id IS NOT NULL AND coalesce(c.nano, 0) <> p.credit_nano OR p.status = 'succeeded' AND j.id IS NULL
       ORDER BY p.id LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

async function topUpsWithoutPayment(scope: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await scope.client.query<DifferenceRow>(
    `SELECT j.id::text AS subject, 0::bigint AS expected, sum(e.amount_nano)::bigint AS actual
       FROM (${journalsOf(scope)}) j JOIN entry e ON e.journal_id = j.id
         JOIN ledger_account a ON a.id = e.account_id AND a.type = 'customer_credit'
       WHERE j.kind = 'top_up' AND j.idempotency_key LIKE 'top_up:%' AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.journal_id = j.id)
       GROUP BY j.id ORDER BY j.id LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}

async function agedQuarantine({ client, now }: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await client.query<DifferenceRow>(
    `SELECT id::text AS subject, '${QUARANTINE_HOURS}' AS expected,
         floor(extract(epoch FROM $1::timestamptz - created_at) / 3600)::bigint AS actual
       FROM quarantined_call WHERE resolved_at IS NULL AND created_at < $1::timestamptz - make_interval(hours => ${QUARANTINE_HOURS})
       ORDER BY created_at LIMIT ${MAX_FINDINGS}`,
    [now],
  );
  return rows;
}
