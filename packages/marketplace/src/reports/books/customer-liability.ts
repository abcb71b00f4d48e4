import type { Report } from "../report.ts";
import { balanceCheck, movementsOf } from "./movements.ts";
import { type Movement, rollForwardColumns, rollForwardSql } from "./roll-forward.ts";

const TYPES = ["customer_credit", "customer_promotional_credit", "sponsored_credit"] as const;

const MOVEMENTS: readonly Movement[] = [
  { key: "topped_up", header: "Topped up", kinds: ["top_up"] },
  { key: "granted", header: "Given", kinds: ["promotional_grant"] },
  { key: "sponsored", header: "Sponsored", kinds: ["sponsorship_funding", "sponsorship_return"] },
  { key: "used", header: "Used", kinds: ["call_settlement"] },
  { key: "calls_refunded", header: "Calls refunded", kinds: ["call_reversal"] },
  { key: "refunded", header: "Paid back", kinds: ["refund"] },
  { key: "disputed", header: "Disputes", kinds: ["dispute_open", "dispute_won", "dispute_lost"] },
  { key: "adjusted", header: "Adjusted", kinds: ["adjustment", "write_off"] },
  { key: "expired", header: "Expired", kinds: ["promotional_expiry"] },
];

/** What customers hold with us, allowances that builders set aside for them included: how it began, what moved it, and how it ended. */
export const customerLiability: Report = {
  id: "customer-liability",
  title: "Customer credit",
  lead: "What customers bought or were given and have not used: at the beginning of the month, what moved it, and at the end.",
  period: "month",
  columns: [
    { key: "name", header: "Customer", kind: "text" },
    { key: "owner", header: "Id", kind: "id" },
    ...rollForwardColumns(TYPES, MOVEMENTS),
  ],
  order: "closing DESC, owner",
  equations: [
    {
      name: "Opening and what moved it are the closing",
      parts: ["opening", ...MOVEMENTS.map(({ key }) => key)],
      equals: "closing",
    },
  ],
  rows: ({ start, end, closed }) => `SELECT coalesce(w.name, 'Allowance for ' || c.name, s.owner) AS name, s.* FROM (
      SELECT owner, ${rollForwardSql(start, TYPES, MOVEMENTS)}
      FROM (${movementsOf(TYPES, { closed })}) m WHERE period < '${end}'::date GROUP BY owner
      HAVING sum(amount) <> 0 OR bool_or(period >= '${start}'::date)
    ) s LEFT JOIN workspace w ON w.id = s.owner LEFT JOIN "grant" g ON g.id = s.owner LEFT JOIN workspace c ON c.id = g.workspace_id`,
  checks: (scope) => balanceCheck("The closing is what the balances held", TYPES, scope),
};
