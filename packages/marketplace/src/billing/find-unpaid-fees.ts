import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Transaction } from "@tollgate/db/open-database";
import { type BuilderShare, share } from "./dispute-postings.ts";

export interface FeesWanted {
  readonly payment: PaymentModel;
  /** No more than this is at stake. */
  readonly limitNano: bigint;
}

/**
 * What builders have earned from this customer since the disputed payment, less what refunds took back, and have not been paid yet, up to what is
 * at stake, in proportion. What another dispute of the customer holds or took counts once: a fee is never frozen twice. Nobody's payable is taken
 * below zero.
 */
export async function findUnpaidFees(tx: Transaction, { payment, limitNano }: FeesWanted): Promise<BuilderShare[]> {
  const since = payment.completedAt ?? payment.createdAt;
  const first = await earliestDisputed(tx, payment.workspaceId, since);
  const rows = await tx.$queryRaw<{ builder: string; unpaid: bigint }[]>`
    SELECT f.builder, least(f.since, f.all_fees - coalesce(h.held, 0), b.posted_nano)::bigint AS unpaid
      FROM (SELECT c.builder_workspace_id AS builder, sum(c.surcharge_nano - coalesce(r.surcharge_nano, 0)) AS all_fees,
                coalesce(sum(c.surcharge_nano - coalesce(r.surcharge_nano, 0)) FILTER (
                  WHERE c.id >= uuid_v7_floor(${since}::timestamptz) AND c.booked_at >= ${since}::timestamptz), 0) AS since
              FROM call c LEFT JOIN (SELECT call_id, sum(surcharge_nano) AS surcharge_nano FROM call_refund
                  WHERE workspace_id = ${payment.workspaceId} GROUP BY call_id) r ON r.call_id = c.id
              WHERE c.workspace_id = ${payment.workspaceId} AND c.surcharge_nano > 0
                AND c.id >= uuid_v7_floor(${first}::timestamptz) AND c.booked_at >= ${first}::timestamptz
              GROUP BY c.builder_workspace_id) f
      JOIN ledger_account a ON a.owner = f.builder AND a.type = 'builder_payable' AND a.currency = 'USD'
      JOIN balance b ON b.account_id = a.id
      LEFT JOIN (SELECT z.builder_workspace_id AS builder, sum(z.amount_nano) AS held
              FROM dispute d JOIN dispute_builder_freeze z ON z.dispute_id = d.id
              WHERE d.workspace_id = ${payment.workspaceId} AND d.status IN ('open', 'lost') GROUP BY 1) h ON h.builder = f.builder
      WHERE least(f.since, f.all_fees - coalesce(h.held, 0), b.posted_nano) > 0 ORDER BY f.builder`;
  const fees = rows.map(({ builder, unpaid }) => ({ builderWorkspaceId: builder, amountNano: unpaid }));
  const all = fees.reduce((sum, { amountNano }) => sum + amountNano, 0n);
  const parts = share(all < limitNano ? all : limitNano, fees);
  return fees.map((one, index) => ({ ...one, amountNano: parts[index] ?? 0n })).filter((one) => one.amountNano > 0n);
}

/** Since when fees of this customer may be held by any dispute, this one included. */
async function earliestDisputed(tx: Transaction, workspaceId: string, since: Date): Promise<Date> {
  const disputes = await tx.dispute.findMany({
    where: { workspaceId, status: { in: ["open", "lost"] } },
    select: { payment: { select: { completedAt: true, createdAt: true } } },
  });
  const times = disputes.map(({ payment }) => (payment.completedAt ?? payment.createdAt).getTime());
  return new Date(Math.min(since.getTime(), ...times));
}
