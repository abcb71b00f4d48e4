import type { Drill, Report } from "../report.ts";

const CALLS: Drill = { list: "calls", model: "model", builder: "builder_id" };

/** What calls of a month cost, what we and builders earned by them, by model and builder. */
export const margins: Report = {
  id: "margins",
  title: "Margin by model and builder",
  lead: "What calls of the month cost, and what we and the builders earned by them. Calls count on the day they were made.",
  period: "month",
  columns: [
    { key: "model", header: "Model", kind: "text" },
    { key: "builder", header: "Builder", kind: "text" },
    { key: "builder_id", header: "Builder’s id", kind: "id" },
    { key: "calls", header: "Calls", kind: "count", total: true, drill: CALLS },
    { key: "cost", header: "Cost", kind: "nano", total: true, drill: CALLS },
    { key: "fee", header: "Platform fee", kind: "nano", total: true, drill: CALLS },
    { key: "fee_share", header: "Fee of cost", kind: "basisPoints" },
    { key: "surcharge", header: "Surcharge", kind: "nano", total: true, drill: CALLS },
    { key: "charge", header: "Charge", kind: "nano", total: true, drill: CALLS },
    { key: "refunded", header: "Refunded since", kind: "nano", total: true, drill: CALLS },
  ],
  order: "fee DESC, model, builder_id",
  equations: [
    { name: "Cost, fee and surcharge are the charge", parts: ["cost", "fee", "surcharge"], equals: "charge" },
  ],
  rows: ({ start, end }) => `SELECT model, coalesce(w.name, 'Own calls') AS builder, builder_id, calls, cost, fee,
      CASE WHEN cost > 0 THEN round(fee * 10000.0 / cost)::integer END AS fee_share, surcharge, charge, refunded
    FROM (SELECT u.model_id AS model, coalesce(a.workspace_id, '') AS builder_id, sum(u.calls)::integer AS calls,
        sum(u.cost_nano)::bigint AS cost, sum(u.fee_nano)::bigint AS fee, sum(u.surcharge_nano)::bigint AS surcharge,
        sum(u.charge_nano)::bigint AS charge, sum(u.refunded_nano)::bigint AS refunded
      FROM usage_day u LEFT JOIN app a ON a.id = u.app_id
      WHERE u.day >= '${start}'::date AND u.day < '${end}'::date GROUP BY 1, 2) s
    LEFT JOIN workspace w ON w.id = s.builder_id`,
};
