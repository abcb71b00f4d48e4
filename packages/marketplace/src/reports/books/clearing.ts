import type { Report } from "../report.ts";

const CENT = 10_000_000;

/** What stands on accounts that should come to zero, item by item with its age, and whatever no item explains. */
export const clearing: Report = {
  id: "clearing",
  title: "Clearing accounts",
  lead: "Money between two places: payouts under way and open disputes. What no item explains has a line of its own, and should not be there.",
  period: "now",
  columns: [
    { key: "account", header: "Account", kind: "text" },
    { key: "what", header: "What", kind: "text" },
    { key: "item", header: "Item", kind: "id" },
    { key: "since", header: "Since", kind: "time" },
    { key: "age_days", header: "Days", kind: "count" },
    {
      ...{ key: "amount", header: "Amount", kind: "nano", total: true },
      drill: { list: "item", id: "item", typeOf: "account" },
    },
  ],
  order: "since NULLS LAST, account, item",
  rows: ({ now }) => `SELECT account, what, item, since,
      coalesce(floor(extract(epoch FROM '${now}'::timestamptz - since) / 86400), 0)::integer AS age_days, amount
    FROM (${items()} UNION ALL
      SELECT type, 'Not explained', '', NULL::timestamptz, posted - explained FROM (${explained()}) e WHERE posted <> explained) lines`,
  checks: () => `SELECT CASE type WHEN 'payout_clearing' THEN 'Payouts under way explain their clearing account'
        WHEN 'dispute_clearing' THEN 'Open disputes and frozen credit explain their clearing account'
        ELSE 'Top-up clearing is empty' END AS name, 'nano' AS unit, explained AS expected, posted AS actual
      FROM (${explained()}) e ORDER BY type`,
};

function items(): string {
  return `SELECT 'payout_clearing' AS account, 'Payout ' || a.status AS what, a.item_id AS item, a.started_at AS since,
        a.amount_cents * ${CENT} AS amount FROM payout_attempt a WHERE a.status IN ('sending', 'unknown')
      UNION ALL SELECT 'dispute_clearing', 'Dispute of a payment', d.id, d.opened_at, d.frozen_nano - d.amount_cents::bigint * ${CENT}
          + coalesce((SELECT sum(f.amount_nano) FROM dispute_builder_freeze f WHERE f.dispute_id = d.id), 0)::bigint
        FROM dispute d WHERE d.status = 'open'
      UNION ALL SELECT 'dispute_clearing', 'Credit frozen on suspicion', r.id, r.frozen_at, r.frozen_nano
        FROM risk_case r WHERE r.frozen_nano > 0`;
}

function explained(): string {
  return `SELECT t.type, coalesce((SELECT sum(b.posted_nano) FROM ledger_account a JOIN balance b ON b.account_id = a.id
        WHERE a.type = t.type AND a.currency = 'USD'), 0)::bigint AS posted,
      coalesce((SELECT sum(i.amount) FROM (${items()}) i WHERE i.account = t.type), 0)::bigint AS explained
    FROM (VALUES ('top_up_clearing'), ('payout_clearing'), ('dispute_clearing')) t(type)`;
}
