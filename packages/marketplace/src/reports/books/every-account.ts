import type { Report } from "../report.ts";

/** The trial balance account by account. */
export const everyAccount: Report = {
  id: "trial-balance",
  title: "Trial balance",
  lead: "Every account of the ledger with its balance at this moment. Money is only ever moved, so debits and credits are equal.",
  period: "now",
  columns: [
    { key: "type", header: "Account type", kind: "text" },
    { key: "owner_name", header: "Whose", kind: "text" },
    { key: "owner", header: "Id", kind: "id" },
    {
      ...{ key: "debit", header: "Debit", kind: "nano", total: true },
      drill: { list: "entries", typeOf: "type", owner: "owner", span: "through" },
    },
    {
      ...{ key: "credit", header: "Credit", kind: "nano", total: true },
      drill: { list: "entries", typeOf: "type", owner: "owner", span: "through" },
    },
    { key: "updated_at", header: "Moved last", kind: "time" },
  ],
  order: "type, owner",
  equations: [{ name: "Debits are credits", parts: ["debit"], equals: "credit" }],
  rows: () => `SELECT a.type COLLATE "C" AS type, CASE a.owner WHEN 'platform' THEN 'Platform' ELSE coalesce(w.name, a.owner) END AS owner_name,
      a.owner COLLATE "C" AS owner, greatest(-b.posted_nano, 0)::bigint AS debit, greatest(b.posted_nano, 0)::bigint AS credit, b.updated_at
    FROM ledger_account a JOIN balance b ON b.account_id = a.id LEFT JOIN workspace w ON w.id = a.owner WHERE a.currency = 'USD'`,
};
