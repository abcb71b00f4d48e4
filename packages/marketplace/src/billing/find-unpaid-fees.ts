import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Transaction } from "@tollgate/db/open-database";
import { type BuilderShare, share } from "./dispute-postings.ts";

export interface FeesWanted {
  readonly payment: PaymentModel;
  /** No more than this is at stake. */
  readonly limitNano: bigint;
}

/**
 * What builders have earned from this customer since the disputed payment and have not been paid yet, up to what is at stake, in proportion.
 * Nobody's payable is taken below zero.
 */
export async function findUnpaidFees(tx: Transaction, { payment, limitNano }: FeesWanted): Promise<BuilderShare[]> {
  const since = payment.completedAt ?? payment.createdAt;
  const rows = await tx.$queryRaw<{ builder: string; unpaid: bigint }[]>`
    SELECT f.builder, least(f.fees, b.posted_nano)::bigint AS unpaid
      FROM (SELECT builder_workspace_id AS builder, sum(surcharge_nano) AS fees FROM call
              WHERE workspace_id = ${payment.workspaceId} AND surcharge_nano > 0
                AND id >= uuid_v7_floor(${since}::timestamptz) AND booked_at >= ${since}::timestamptz
              GROUP BY builder_workspace_id) f
      JOIN ledger_account a ON a.owner = f.builder AND a.type = 'builder_payable' AND a.currency = 'USD'
      JOIN balance b ON b.account_id = a.id
      WHERE b.posted_nano > 0 ORDER BY f.builder`;
  const fees = rows.map(({ builder, unpaid }) => ({ builderWorkspaceId: builder, amountNano: unpaid }));
  const all = fees.reduce((sum, { amountNano }) => sum + amountNano, 0n);
  const parts = share(all < limitNano ? all : limitNano, fees);
  return fees.map((one, index) => ({ ...one, amountNano: parts[index] ?? 0n })).filter((one) => one.amountNano > 0n);
}
