import type { Database } from "@tollgate/db/open-database";
import type { PricedRow, QuarantinedEvent } from "./settle-events.ts";

interface RecordedCall {
  readonly id: string;
  readonly outcome: string;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
}

/**
 * Of events whose call is recorded already, those that would have charged something else. The first end of a call stands; another one, such as
 * that of a call which was swept before it ended, is kept for a person to look at rather than dropped.
 */
export async function readConflicts(db: Database, rows: readonly PricedRow[]): Promise<QuarantinedEvent[]> {
  const charging = rows.filter(({ row }) => row.legs.chargeNano > 0n);
  if (charging.length === 0) return [];
  const result = await db.pool.query<RecordedCall>(
    `SELECT id::text, outcome, cost_nano AS cost, fee_nano AS fee, surcharge_nano AS surcharge FROM call WHERE id = ANY ($1::uuid[])`,
    [charging.map(({ event }) => event.id)],
  );
  const recorded = new Map(result.rows.map((call) => [call.id, call]));
  return charging.flatMap(({ event, row }): QuarantinedEvent[] => {
    const call = recorded.get(event.id);
    const { costNano, feeNano, surchargeNano } = row.legs;
    if (!call || (call.cost === costNano && call.fee === feeNano && call.surcharge === surchargeNano)) return [];
    const charged = `${call.cost} + ${call.fee} + ${call.surcharge}`;
    const detail = `recorded as ${call.outcome} with ${charged}; this end says ${costNano} + ${feeNano} + ${surchargeNano}`;
    return [{ event, reason: "already_ended", detail }];
  });
}
