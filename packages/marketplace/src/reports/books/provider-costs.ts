import type { Drill, Report } from "../report.ts";

const CALLS: Drill = { list: "calls", model: "model", provider: "provider_id", day: "day" };

/** What providers invoiced beside what we recorded, by model and day. */
export const providerCosts: Report = {
  id: "provider-costs",
  title: "Provider invoices and our cost",
  lead: "What each provider’s latest invoice says beside what our calls cost, by model and UTC day. Providers without an invoice show our side alone.",
  period: "month",
  columns: [
    { key: "provider", header: "Provider", kind: "text" },
    { key: "model", header: "Model", kind: "text" },
    { key: "day", header: "Day", kind: "day" },
    { key: "calls", header: "Calls", kind: "count", total: true, drill: CALLS },
    { key: "ours", header: "Our cost", kind: "nano", total: true, drill: CALLS },
    { key: "invoiced", header: "Invoiced", kind: "nano", total: true, drill: { list: "invoices" } },
    { key: "difference", header: "Difference", kind: "nano", total: true },
    { key: "provider_id", header: "Provider’s id", kind: "text" },
  ],
  order: "provider, model, day",
  rows: ({ start, end }) => `WITH invoice AS (SELECT DISTINCT ON (provider_id) id, provider_id FROM provider_invoice
      WHERE month = '${start}'::date ORDER BY provider_id, uploaded_at DESC, id DESC),
    theirs AS (SELECT i.provider_id, l.model_id, l.day, l.amount_nano AS nano FROM invoice i JOIN provider_invoice_line l ON l.invoice_id = i.id),
    ours AS (SELECT provider_id, model_id, day, sum(cost_nano) AS nano, sum(calls) AS calls FROM usage_day
      WHERE day >= '${start}'::date AND day < '${end}'::date AND provider_id <> '' GROUP BY 1, 2, 3 HAVING sum(cost_nano) <> 0)
    SELECT coalesce(p.name, provider_id) AS provider, model_id AS model, to_char(day, 'YYYY-MM-DD') AS day, coalesce(o.calls, 0)::integer AS calls,
      coalesce(o.nano, 0)::bigint AS ours, t.nano AS invoiced,
      CASE WHEN i.id IS NOT NULL THEN (coalesce(t.nano, 0) - coalesce(o.nano, 0))::bigint END AS difference, provider_id
    FROM ours o FULL JOIN theirs t USING (provider_id, model_id, day) LEFT JOIN invoice i USING (provider_id)
      LEFT JOIN provider p ON p.id = provider_id`,
};
