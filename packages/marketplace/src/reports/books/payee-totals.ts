import type { JournalKind } from "@tollgate/ledger/journal-kinds";
import type { Drill, Report } from "../report.ts";
import { formsInForce, reaches } from "./forms-in-force.ts";

/** Entries of the report's year of its payees. */
export function entriesOf(kinds: readonly JournalKind[], type?: "provider_payable" | "builder_payable"): Drill {
  const types = type ? [type] : (["provider_payable", "builder_payable"] as const);
  return { list: "entries", types, kinds, owner: "owner", span: "year" };
}

/** What payees were paid in a calendar year, as tax forms ask for it. */
export const payeeTotals: Report = {
  id: "payee-totals",
  title: "Yearly totals of payees",
  lead: "What each payee was paid in the year and earned in it, and the tax forms whose threshold was reached.",
  period: "year",
  columns: [
    { key: "name", header: "Payee", kind: "text" },
    { key: "owner", header: "Id", kind: "id" },
    { key: "country", header: "Country", kind: "text" },
    { key: "tax_form", header: "Tax details", kind: "text" },
    {
      ...{ key: "payouts", header: "Payouts", kind: "count", total: true },
      drill: entriesOf(["payout_start", "payout_failed"]),
    },
    { key: "paid", header: "Paid out", kind: "nano", total: true, drill: entriesOf(["payout_start", "payout_failed"]) },
    {
      ...{ key: "provider_earned", header: "Earned by serving", kind: "nano", total: true },
      drill: entriesOf(["call_settlement", "call_reversal"], "provider_payable"),
    },
    {
      ...{ key: "builder_earned", header: "Earned by margins", kind: "nano", total: true },
      drill: entriesOf(["call_settlement", "call_reversal"], "builder_payable"),
    },
    { key: "forms", header: "Forms reached", kind: "text" },
  ],
  order: "paid DESC, owner",
  rows: ({ start, end }) => `SELECT coalesce(w.name, s.owner) AS name, s.owner, coalesce(p.country, '') AS country,
      coalesce(p.tax_form, 'missing') AS tax_form, s.payouts, s.paid, s.provider_earned, s.builder_earned, coalesce(t.forms, '') AS forms
    FROM (SELECT owner, sum(payouts)::integer AS payouts, sum(paid)::bigint AS paid, sum(provider)::bigint AS provider_earned,
        sum(builder)::bigint AS builder_earned
      FROM (
        SELECT a.payee_workspace_id AS owner, 1 AS payouts, a.amount_cents * 10000000 AS paid, 0 AS provider, 0 AS builder
          FROM payout_attempt a WHERE a.status = 'paid' AND a.ended_at >= '${start}'::timestamp AT TIME ZONE 'UTC'
            AND a.ended_at < '${end}'::timestamp AT TIME ZONE 'UTC'
        UNION ALL SELECT e.payee_workspace_id, 0, 0, CASE e.role WHEN 'provider' THEN e.earned_nano ELSE 0 END,
            CASE e.role WHEN 'builder' THEN e.earned_nano ELSE 0 END
          FROM earnings_day e WHERE e.day >= '${start}'::date AND e.day < '${end}'::date
      ) parts GROUP BY owner) s
    LEFT JOIN workspace w ON w.id = s.owner LEFT JOIN payout_account p ON p.workspace_id = s.owner
    LEFT JOIN LATERAL (SELECT string_agg(f.form, ', ' ORDER BY f.form) AS forms FROM (${formsInForce("p.country", end)}) f
      WHERE ${reaches("s.paid", "f")}) t ON true`,
  checks: ({ start, end }) => `SELECT 'Payouts are what left the processor’s cash' AS name, 'nano' AS unit,
      (SELECT coalesce(sum(e.amount_nano), 0) FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
        WHERE j.kind = 'payout_paid' AND a.type = 'processor_cash' AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.reverses = j.id)
          AND j.reverses IS NULL AND j.booked_at >= '${start}'::timestamp AT TIME ZONE 'UTC'
          AND j.booked_at < '${end}'::timestamp AT TIME ZONE 'UTC')::bigint AS expected,
      (SELECT coalesce(sum(amount_cents), 0) * 10000000 FROM payout_attempt WHERE status = 'paid'
        AND ended_at >= '${start}'::timestamp AT TIME ZONE 'UTC' AND ended_at < '${end}'::timestamp AT TIME ZONE 'UTC')::bigint AS actual`,
};
