import type { Mutation } from "./mutation.ts";

const SETTLE = { project: "integration", tests: ["packages/db/src/settle-calls.integration.test.ts"] } as const;
const RULES = { project: "integration", tests: ["packages/db/src/ledger-rules.integration.test.ts"] } as const;
const LOTS = { project: "integration", tests: ["packages/db/src/promotional-lots.integration.test.ts"] } as const;
const CHAIN = { project: "integration", tests: ["packages/db/src/journal-chain.integration.test.ts"] } as const;

/** Wrong lines in the functions of the database. */
export const SQL_MUTATIONS: readonly Mutation[] = [
  {
    name: "settling a call again is an error instead of nothing (no ON CONFLICT)",
    in: { sqlFunction: "settle_calls" },
    from: "ON CONFLICT (id) DO NOTHING",
    to: "",
    ...SETTLE,
  },
  {
    name: "settlement credits the customer instead of charging",
    in: { sqlFunction: "settle_calls" },
    from: "-sum(charge_nano)::bigint",
    to: "sum(charge_nano)::bigint",
    ...SETTLE,
  },
  {
    name: "the surcharge goes to the provider",
    in: { sqlFunction: "settle_calls" },
    from: "'builder_payable', builder_workspace_id, sum(surcharge_nano)::bigint FROM inserted GROUP BY builder_workspace_id",
    to: "'provider_payable', provider_workspace_id, sum(surcharge_nano)::bigint FROM inserted GROUP BY provider_workspace_id",
    ...SETTLE,
  },
  {
    name: "everything is charged to one of the batch's customers (no workspace in the grouping)",
    in: { sqlFunction: "settle_calls" },
    from: "SELECT 'customer_credit' AS type, workspace_id AS owner, -sum(charge_nano)::bigint AS amount FROM inserted GROUP BY workspace_id",
    to: "SELECT 'customer_credit' AS type, min(workspace_id) AS owner, -sum(charge_nano)::bigint AS amount FROM inserted",
    ...SETTLE,
  },
  {
    name: "money moves for calls of the batch that were recorded before, too",
    in: { sqlFunction: "settle_calls" },
    from: "'platform_fee_revenue', 'platform', sum(fee_nano)::bigint FROM inserted",
    to: "'platform_fee_revenue', 'platform', sum(fee)::bigint FROM input",
    ...SETTLE,
  },
  {
    name: "a balance is replaced by what moved",
    in: { sqlFunction: "settle_calls" },
    from: "posted_nano = b.posted_nano + d.amount",
    to: "posted_nano = d.amount",
    ...SETTLE,
  },
  {
    name: "a journal that does not balance is taken",
    in: { sqlFunction: "check_entries" },
    from: "HAVING sum(e.amount_nano) <> 0",
    to: "HAVING false",
    ...RULES,
  },
  {
    name: "a journal may touch accounts that are not of its kind",
    in: { sqlFunction: "check_entries" },
    from: "WHERE NOT EXISTS (SELECT 1 FROM journal_kind_account k",
    to: "WHERE false AND NOT EXISTS (SELECT 1 FROM journal_kind_account k",
    ...RULES,
  },
  {
    name: "history can be changed",
    in: { sqlFunction: "refuse_change" },
    from: `RAISE EXCEPTION '% is append-only: % is refused; post a correction instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';`,
    to: "RETURN coalesce(NEW, OLD);",
    ...RULES,
  },
  {
    name: "the same idempotency key is taken with other content",
    in: { sqlFunction: "write_journal" },
    from: "IF known.request_hash <> p_request_hash THEN",
    to: "IF false THEN",
    ...RULES,
  },
  {
    name: "promotional credit of one workspace pays for another's calls (no workspace filter)",
    in: { sqlFunction: "spend_promotional" },
    from: "ON l.workspace_id = b.workspace_id AND b.since < l.until",
    to: "ON b.since < l.until",
    ...LOTS,
  },
  {
    name: "promotional credit that lasts longest is spent first",
    in: { sqlFunction: "spend_promotional" },
    from: "ORDER BY l.expires_at, l.id",
    to: "ORDER BY l.expires_at DESC, l.id",
    ...LOTS,
  },
  {
    name: "a refund forgets to fill the lot it came from",
    in: { sqlFunction: "refund_call" },
    from: "SET spent_nano = l.spent_nano - r.amount_nano",
    to: "SET spent_nano = l.spent_nano",
    ...LOTS,
  },
  {
    name: "more of a call can be refunded than was charged",
    in: { sqlFunction: "refund_call" },
    from: "IF p_amount <= 0 OR p_amount > total THEN",
    to: "IF p_amount <= 0 THEN",
    ...LOTS,
  },
  {
    name: "a refund loses the nanos that flooring leaves over",
    in: { sqlFunction: "refund_call" },
    from: "part[i] := part[i] + 1;",
    to: "part[i] := part[i];",
    ...LOTS,
  },
  {
    name: "a lot expires while calls that were admitted against it are open",
    in: { sqlFunction: "expire_promotional_lot" },
    from: "OR lot.closed_at > clock_timestamp() - p_grace",
    to: "",
    ...LOTS,
  },
  {
    name: "a link of the hash chain does not build on the one before",
    in: { sqlFunction: "extend_journal_chain" },
    from: "link := next_link(link, pending.content);",
    to: "link := next_link(decode(repeat('00', 32), 'hex'), pending.content);",
    ...CHAIN,
  },
  {
    name: "a journal that was changed after it was linked goes unnoticed",
    in: { sqlFunction: "verify_journal_chain" },
    from: "OR stored.hash IS DISTINCT FROM next_link(link, stored.content)",
    to: "",
    ...CHAIN,
  },
  {
    name: "an entry's amount is not part of what the hash chain covers",
    in: { sqlFunction: "journal_content" },
    from: "e.amount_nano, e.balance_after",
    to: "e.balance_after",
    ...CHAIN,
  },
  {
    name: "a payout that has ended can end again",
    in: { sqlFunction: "end_payout_attempt" },
    from: "IF attempt.status NOT IN ('sending', 'unknown') THEN",
    to: "IF false THEN",
    ...{ project: "integration", tests: ["packages/marketplace/src/payouts/pay-item.integration.test.ts"] },
  },
  {
    name: "who asked for an adjustment may approve it",
    in: { sqlFunction: "decide_correction" },
    from: "IF asked.needs_second AND p_decided_by = asked.requested_by_id THEN",
    to: "IF false THEN",
    ...{ project: "integration", tests: ["packages/db/src/corrections-alone.integration.test.ts"] },
  },
];
