import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, callsOf, MAX_FINDINGS } from "./audit-scope.ts";

/** Every call billed anew by the view `call_bill`, in SQL numeric and from the pinned versions, compared leg by leg with what was charged. */
export async function checkBills(scope: AuditScope): Promise<AuditFinding[]> {
  const since = scope.full ? "" : `b.booked_at >= (SELECT min(booked_at) FROM (${callsOf(scope)}) c) AND`;
  const { rows } = await scope.client.query<DifferenceRow & { readonly impossible: boolean }>(
    `SELECT b.id::text AS subject, b.unpriced > 0 OR b.cost_billed IS NULL OR b.fee_billed IS NULL AS impossible,
         concat_ws(' + ', b.cost_billed, b.fee_billed, b.surcharge_billed) AS expected,
         concat_ws(' + ', b.cost_nano, b.fee_nano, b.surcharge_nano) AS actual
       FROM call_bill b
       WHERE ${since} (b.unpriced > 0 OR (b.cost_billed, b.fee_billed, b.surcharge_billed)
         IS DISTINCT FROM (b.cost_nano::numeric, b.fee_nano::numeric, b.surcharge_nano::numeric))
       ORDER BY b.id LIMIT ${MAX_FINDINGS}`,
  );
  return [
    ...toFindings(
      "bill_differs",
      rows.filter((row) => !row.impossible),
    ),
    ...toFindings(
      "bill_impossible",
      rows.filter((row) => row.impossible),
    ),
  ];
}
