import { PLATFORM_ACCOUNT_TYPES, WORKSPACE_ACCOUNT_TYPES } from "@tollgate/ledger/account-types";
import { BOOKINGS, SETTLEMENTS } from "../../roll-ups/bookings.ts";
import type { Report } from "../report.ts";
import { quoted } from "./movements.ts";

const CALLS = { column: "compared", is: "Calls and entries" };
const BALANCES = { column: "compared", is: "Entries and balances, to date" };
const TYPES = [...WORKSPACE_ACCOUNT_TYPES, ...PLATFORM_ACCOUNT_TYPES];

/** The same money counted three times: in the calls, in the entries they were booked with, and in the balances. */
export const callsAndBooks: Report = {
  id: "calls-and-books",
  title: "Calls, entries and balances",
  lead: "The same money counted three times: in the calls, in the entries that they were booked with this month, and in the balances of accounts.",
  period: "month",
  columns: [
    { key: "compared", header: "Compared", kind: "text" },
    { key: "type", header: "Account type", kind: "text" },
    { key: "items", header: "Calls or accounts", kind: "count", drill: { list: "calls", when: CALLS } },
    {
      ...{ key: "expected", header: "Expected", kind: "nano" },
      drill: { list: "entries", typeOf: "type", span: "through", when: BALANCES },
    },
    {
      ...{ key: "actual", header: "Booked", kind: "nano" },
      drill: { list: "entries", typeOf: "type", kinds: ["call_settlement"], span: "month", when: CALLS },
    },
    { key: "difference", header: "Difference", kind: "nano", total: true },
  ],
  order: "compared, type",
  rows: (scope) => `SELECT *, (actual - expected) AS difference FROM (
      ${callsAndEntries(scope.start)} UNION ALL ${entriesAndBalances()}) lines`,
  checks: (scope) => `SELECT 'No line differs' AS name, 'count' AS unit, 0::bigint AS expected, count(*) AS actual
    FROM (${callsAndEntries(scope.start)} UNION ALL ${entriesAndBalances()}) lines WHERE expected <> actual`,
};

/**
 * Calls of journals booked in the month, and the entries of those journals, each counted as it came: neither is read again, and the nightly audit
 * compares what was counted with calls and entries themselves.
 */
function callsAndEntries(start: string): string {
  return `SELECT '${CALLS.is}' AS compared, leg.type, c.calls AS items, leg.nano AS expected, coalesce(b.nano, 0)::bigint AS actual FROM (
        SELECT coalesce(sum(calls), 0)::integer AS calls, coalesce(sum(charge_nano), 0)::bigint AS charge, coalesce(sum(cost_nano), 0)::bigint AS cost,
            coalesce(sum(fee_nano), 0)::bigint AS fee, coalesce(sum(surcharge_nano), 0)::bigint AS surcharge
          FROM (${SETTLEMENTS}) s WHERE s.period = '${start}'::date) c
      CROSS JOIN LATERAL (VALUES ('customer_credit', -c.charge), ('provider_payable', c.cost), ('builder_payable', c.surcharge),
        ('platform_fee_revenue', c.fee)) leg(type, nano)
      LEFT JOIN (SELECT CASE WHEN type IN ('customer_promotional_credit', 'sponsored_credit') THEN 'customer_credit' ELSE type END AS type,
          sum(nano) AS nano
        FROM (${BOOKINGS}) e WHERE period = '${start}'::date AND kind = 'call_settlement' GROUP BY 1) b
        ON b.type = leg.type`;
}

function entriesAndBalances(): string {
  return `SELECT '${BALANCES.is}', b.type, b.accounts, coalesce(m.nano, 0)::bigint, b.posted FROM (
        SELECT a.type, count(*)::integer AS accounts, sum(b.posted_nano)::bigint AS posted
          FROM ledger_account a JOIN balance b ON b.account_id = a.id WHERE a.type IN (${quoted(TYPES)}) AND a.currency = 'USD' GROUP BY a.type) b
      LEFT JOIN (SELECT type, sum(nano) AS nano FROM (${BOOKINGS}) e GROUP BY type) m ON m.type = b.type`;
}
