import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, MAX_FINDINGS } from "./audit-scope.ts";

/** Sponsored lots, compared with the account they make up and with what calls say of them. */
export async function checkSponsored({ client }: AuditScope): Promise<AuditFinding[]> {
  const accounts = await client.query<DifferenceRow>(
    `SELECT coalesce(p.owner, l.owner) AS subject, coalesce(l.remaining, 0)::bigint AS expected, coalesce(p.posted, 0)::bigint AS actual
       FROM (SELECT a.owner, b.posted_nano AS posted FROM ledger_account a JOIN balance b ON b.account_id = a.id
           WHERE a.type = 'sponsored_credit') p
         FULL JOIN (SELECT grant_id AS owner, sum(amount_nano - spent_nano - returned_nano) AS remaining
           FROM sponsored_lot GROUP BY grant_id) l USING (owner)
       WHERE coalesce(p.posted, 0) <> coalesce(l.remaining, 0) ORDER BY 1 LIMIT ${MAX_FINDINGS}`,
  );
  const lots = await client.query<DifferenceRow>(
    `SELECT l.id AS subject, coalesce(s.spent, 0)::bigint AS expected, l.spent_nano AS actual
       FROM sponsored_lot l LEFT JOIN (SELECT lot_id, sum(amount_nano) AS spent FROM sponsored_spend GROUP BY lot_id) s ON s.lot_id = l.id
       WHERE coalesce(s.spent, 0) <> l.spent_nano ORDER BY l.id LIMIT ${MAX_FINDINGS}`,
  );
  const calls = await client.query<DifferenceRow>(
    `SELECT s.call_id::text AS subject, coalesce(c.charge_nano, 0) AS expected, s.amount_nano AS actual
       FROM sponsored_spend s JOIN sponsored_lot l ON l.id = s.lot_id LEFT JOIN call c ON c.id = s.call_id
       WHERE c.id IS NULL OR c.grant_id IS DISTINCT FROM l.grant_id OR s.amount_nano > c.charge_nano ORDER BY 1 LIMIT ${MAX_FINDINGS}`,
  );
  return [
    ...toFindings("sponsored_differs", accounts.rows),
    ...toFindings("sponsored_lot_differs", lots.rows),
    ...toFindings("sponsored_call_differs", calls.rows),
  ];
}
