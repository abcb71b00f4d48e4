import type { JournalKind } from "@tollgate/ledger/journal-kinds";
import type { Drill, Report } from "../report.ts";

function entriesOf(kinds: readonly JournalKind[], type?: "provider_payable" | "builder_payable"): Drill {
  const types = type ? [type] : (["provider_payable", "builder_payable"] as const);
  return { list: "entries", types, kinds, owner: "owner", span: "year" };
}

/** What payees were paid in a calendar year, as tax forms ask for it. */
export const payeeTotals: Report = {
  id: "payee-totals",
  title: "Yearly totals of payees",
  lead: "What each payee was paid in the year and earned in it, beside the amounts from which a form may be due. The amounts are data of this installation: have them checked before you file.",
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
    { key: "form", header: "Form, as set here", kind: "text" },
    { key: "threshold", header: "From, as set here", kind: "nano" },
    { key: "reports", header: "Reached", kind: "text" },
    { key: "source", header: "By which law", kind: "text" },
  ],
  order: "paid DESC, owner",
  rows: ({ start, end }) => `SELECT coalesce(w.name, s.owner) AS name, s.owner, coalesce(p.country, '') AS country,
      coalesce(p.tax_form, 'missing') AS tax_form, s.payouts, s.paid, s.provider_earned, s.builder_earned, coalesce(t.form, '') AS form,
      t.threshold_nano AS threshold, CASE WHEN t.form IS NULL THEN '' WHEN s.paid >= t.threshold_nano THEN 'yes' ELSE 'no' END AS reports,
      coalesce(t.source, '') AS source
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
    LEFT JOIN LATERAL (SELECT form, threshold_nano, source FROM tax_threshold t
      WHERE t.country = p.country AND t.from_year <= extract(year FROM '${start}'::date) ORDER BY t.from_year DESC LIMIT 1) t ON true`,
  checks: ({ start, end }) => `SELECT 'Payouts are what left the processor’s cash' AS name, 'nano' AS unit,
      (SELECT coalesce(sum(e.amount_nano), 0) FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id
        WHERE j.kind = 'payout_paid' AND a.type = 'processor_cash' AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.reverses = j.id)
          AND j.reverses IS NULL AND j.booked_at >= '${start}'::timestamp AT TIME ZONE 'UTC'
          AND j.booked_at < '${end}'::timestamp AT TIME ZONE 'UTC')::bigint AS expected,
      (SELECT coalesce(sum(amount_cents), 0) * 10000000 FROM payout_attempt WHERE status = 'paid'
        AND ended_at >= '${start}'::timestamp AT TIME ZONE 'UTC' AND ended_at < '${end}'::timestamp AT TIME ZONE 'UTC')::bigint AS actual`,
};
