import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, MAX_FINDINGS } from "./audit-scope.ts";

/** Promotional lots, compared with the account they make up and with what calls and refunds say of them. */
export async function checkPromotional({ client }: AuditScope): Promise<AuditFinding[]> {
  const accounts = await client.query<DifferenceRow>(
    `SELECT coalesce(p.owner, l.owner) AS subject, coalesce(l.remaining, 0)::bigint AS expected, coalesce(p.posted, 0)::bigint AS actual
       FROM (SELECT a.owner, b.posted_nano AS posted FROM ledger_account a JOIN balance b ON b.account_id = a.id
           WHERE a.type = 'customer_promotional_credit') p
         FULL JOIN (SELECT workspace_id AS owner, sum(amount_nano - spent_nano - expired_nano) AS remaining
           FROM promotional_lot GROUP BY workspace_id) l USING (owner)
       WHERE coalesce(p.posted, 0) <> coalesce(l.remaining, 0) ORDER BY 1 LIMIT ${MAX_FINDINGS}`,
  );
  const lots = await client.query<DifferenceRow>(
    `SELECT l.id AS subject, (coalesce(s.spent, 0) - coalesce(r.returned, 0))::bigint AS expected, l.spent_nano AS actual
       FROM promotional_lot l
         LEFT JOIN (SELECT lot_id, sum(amount_nano) AS spent FROM promotional_spend GROUP BY lot_id) s ON s.lot_id = l.id
         LEFT JOIN (SELECT lot_id, sum(amount_nano) AS returned FROM promotional_return GROUP BY lot_id) r ON r.lot_id = l.id
       WHERE coalesce(s.spent, 0) - coalesce(r.returned, 0) <> l.spent_nano ORDER BY l.id LIMIT ${MAX_FINDINGS}`,
  );
  return [...toFindings("promotional_differs", accounts.rows), ...toFindings("lot_differs", lots.rows)];
}
