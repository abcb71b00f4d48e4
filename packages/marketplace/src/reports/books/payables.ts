import type { Report, ReportColumn, ReportScope } from "../report.ts";
import { balanceCheck, movementsOf } from "./movements.ts";
import { amountColumn, type Movement, rollForwardColumns, rollForwardSql } from "./roll-forward.ts";

const PAYABLE = ["provider_payable", "builder_payable"] as const;
const HOLDBACK = ["payee_holdback"] as const;

const MOVEMENTS: readonly Movement[] = [
  {
    key: "provider_earned",
    header: "Earned by serving",
    kinds: ["call_settlement"],
    types: ["provider_payable"],
  },
  { key: "builder_earned", header: "Earned by margins", kinds: ["call_settlement"], types: ["builder_payable"] },
  {
    key: "reversed",
    header: "Refunds and disputes",
    kinds: ["call_reversal", "dispute_open", "dispute_won", "dispute_lost"],
  },
  { key: "adjusted", header: "Adjusted", kinds: ["adjustment", "write_off"] },
  { key: "held_back", header: "Held back", kinds: ["holdback_in"] },
  { key: "released", header: "Released", kinds: ["holdback_out"] },
  { key: "paid", header: "Paid out", kinds: ["payout_start", "payout_failed"] },
];

/** Newest first: a payable is paid from its oldest part, so what is left was earned last. */
const AGES = [
  { key: "age_0", header: "Of this month" },
  { key: "age_1", header: "A month old" },
  { key: "age_2", header: "Two months old" },
  { key: "age_3", header: "Older" },
] as const;

const ageColumns: readonly ReportColumn[] = AGES.map(({ key, header }) => ({ key, header, kind: "nano", total: true }));

/** What payees are owed and what is held back, with the age of what is owed. */
export const payables: Report = {
  id: "payables",
  title: "Payables and holdback",
  lead: "What providers and builders are owed: opening, what moved it, closing, how old the closing is, and what is held back.",
  period: "month",
  columns: [
    { key: "name", header: "Payee", kind: "text" },
    { key: "owner", header: "Id", kind: "id" },
    ...rollForwardColumns(PAYABLE, MOVEMENTS),
    ...ageColumns,
    amountColumn({ key: "holdback_opening", header: "Holdback opening", types: HOLDBACK }, "before"),
    amountColumn({ key: "holdback_closing", header: "Holdback closing", types: HOLDBACK }, "through"),
  ],
  order: "closing DESC, owner",
  equations: [
    {
      name: "Opening and what moved it are the closing",
      parts: ["opening", ...MOVEMENTS.map(({ key }) => key)],
      equals: "closing",
    },
    { name: "The ages are the closing", parts: AGES.map(({ key }) => key), equals: "closing" },
  ],
  rows: (
    scope,
  ) => `SELECT coalesce(w.name, s.owner) AS name, s.*, s.closing - s.age_0 - s.age_1 - s.age_2 AS age_3 FROM (
      SELECT *, greatest(least(closing - age_0 - age_1, earned_2), 0) AS age_2 FROM (
        SELECT *, greatest(least(closing - age_0, earned_1), 0) AS age_1 FROM (
          SELECT *, CASE WHEN closing < 0 THEN closing ELSE least(closing, provider_earned + builder_earned) END AS age_0
            FROM (${payeeSums(scope)}) sums
        ) aged_0 ) aged_1 ) s LEFT JOIN workspace w ON w.id = s.owner`,
  checks: (scope) =>
    [
      balanceCheck("What is owed is what the balances held", PAYABLE, scope),
      balanceCheck("What is held back is what the balances held", HOLDBACK, scope),
    ].join(" UNION ALL "),
};

function payeeSums({ start, end, closed }: ReportScope): string {
  const earned = (months: number) =>
    `coalesce(sum(amount) FILTER (WHERE kind = 'call_settlement'
        AND period = ('${start}'::date - interval '${months} months')::date), 0)::bigint AS earned_${months}`;
  const held = (key: string, before: string) =>
    `coalesce(sum(amount) FILTER (WHERE type = 'payee_holdback' AND period < '${before}'::date), 0)::bigint AS holdback_${key}`;
  return `SELECT owner, ${rollForwardSql(start, PAYABLE, MOVEMENTS)}, ${earned(1)}, ${earned(2)}, ${held("opening", start)}, ${held("closing", end)}
    FROM (${movementsOf([...PAYABLE, ...HOLDBACK], { closed })}) m WHERE period < '${end}'::date GROUP BY owner
    HAVING bool_or(period >= '${start}'::date) OR coalesce(sum(amount) FILTER (WHERE type <> 'payee_holdback'), 0) <> 0
      OR coalesce(sum(amount) FILTER (WHERE type = 'payee_holdback'), 0) <> 0`;
}
