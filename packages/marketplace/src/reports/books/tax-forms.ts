import type { Report } from "../report.ts";
import { formsInForce, reaches } from "./forms-in-force.ts";
import { entriesOf } from "./payee-totals.ts";

/** Which forms the country of each payee asks for, and whether what was paid reaches them. */
export const taxForms: Report = {
  id: "tax-forms",
  title: "Yearly tax forms",
  lead: "Each form that the country of a payee asks for, beside what the payee was paid in the year. A year goes by the thresholds in force on its last day. They are data of this installation: have them checked before you file.",
  period: "year",
  columns: [
    { key: "name", header: "Payee", kind: "text" },
    { key: "owner", header: "Id", kind: "id" },
    { key: "country", header: "Country", kind: "text" },
    { key: "tax_form", header: "Tax details", kind: "text" },
    { key: "form", header: "Form", kind: "text" },
    { key: "paid", header: "Paid out", kind: "nano", drill: entriesOf(["payout_start", "payout_failed"]) },
    { key: "threshold", header: "Threshold", kind: "nano" },
    { key: "counts", header: "From or above", kind: "text" },
    { key: "due", header: "Forms due", kind: "count", total: true },
    { key: "source", header: "By which law", kind: "text" },
  ],
  order: "due DESC, paid DESC, owner, form",
  rows: ({
    start,
    end,
  }) => `SELECT w.name, s.owner, p.country, p.tax_form, t.form, s.paid, t.threshold_nano AS threshold,
      CASE WHEN t.is_above THEN 'above' ELSE 'from' END AS counts,
      CASE WHEN ${reaches("s.paid", "t")} THEN 1 ELSE 0 END AS due, t.source
    FROM (SELECT payee_workspace_id AS owner, sum(amount_cents * 10000000)::bigint AS paid FROM payout_attempt
      WHERE status = 'paid' AND ended_at >= '${start}'::timestamp AT TIME ZONE 'UTC' AND ended_at < '${end}'::timestamp AT TIME ZONE 'UTC'
      GROUP BY 1) s
    JOIN workspace w ON w.id = s.owner JOIN payout_account p ON p.workspace_id = s.owner
    CROSS JOIN LATERAL (${formsInForce("p.country", end)}) t`,
};
