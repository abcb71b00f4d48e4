import { BEFORE_FIRST } from "../../reconciliation/matched-cash.ts";
import type { Drill, Report } from "../report.ts";

const TRANSACTIONS: Drill = { list: "transactions", category: "category" };

/** Up to when the processor was asked: what we booked later cannot be in its account yet. */
const PULLED = "(SELECT booked_at FROM job_watermark WHERE job = 'pull-processor-transactions')";

/** The processor's own account of our balance, and whether our cash account says the same. */
export const processorCash: Report = {
  id: "processor-cash",
  title: "Processor balance and cash",
  lead: "What moved our balance at the payment processor, in its own words, and whether our cash account comes to the same. Item by item it is compared under Reconciliation.",
  period: "month",
  columns: [
    { key: "category", header: "Category", kind: "text" },
    { key: "transactions", header: "Transactions", kind: "count", total: true, drill: TRANSACTIONS },
    { key: "amount", header: "Amount", kind: "nano", total: true, drill: TRANSACTIONS },
    { key: "fee", header: "Fee", kind: "nano", total: true, drill: TRANSACTIONS },
    { key: "net", header: "Net", kind: "nano", total: true, drill: TRANSACTIONS },
  ],
  order: "category",
  equations: [{ name: "Net and fee are the amount", parts: ["net", "fee"], equals: "amount" }],
  rows: ({
    start,
    end,
  }) => `SELECT category, count(*)::integer AS transactions, (sum(amount_cents) * 10000000)::bigint AS amount,
      (sum(fee_cents) * 10000000)::bigint AS fee, (sum(net_cents) * 10000000)::bigint AS net
    FROM processor_transaction WHERE created_at >= '${start}'::timestamp AT TIME ZONE 'UTC'
      AND created_at < '${end}'::timestamp AT TIME ZONE 'UTC' GROUP BY category`,
  checks: () => `SELECT 'Our cash is the processor’s balance, as far as it was asked' AS name, 'nano' AS unit,
      ((SELECT coalesce(sum(net_cents), 0) * 10000000 FROM processor_transaction WHERE created_at < ${PULLED}) + (${BEFORE_FIRST}))::bigint AS expected,
      (SELECT coalesce(sum(-e.amount_nano), 0) FROM ledger_account a JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id
        WHERE a.type = 'processor_cash' AND a.currency = 'USD'
          AND (j.booked_at < ${PULLED} OR j.idempotency_key LIKE 'processor_fee:%'))::bigint AS actual`,
};
