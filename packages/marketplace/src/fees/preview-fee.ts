import { divideHalfEven } from "@tollgate/money/rounding";
import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { readDays } from "../day-range.ts";
import { parseInput } from "../parse-input.ts";
import { FeeFields, feeTerms } from "./fee-input.ts";

export const PreviewFeeInput = FeeFields.pick({ percent: true, fixedUsd: true });
export type PreviewFeeInput = z.input<typeof PreviewFeeInput>;

/** What a fee on calls would have brought in the last 30 days, in nano-USD. */
export interface FeePreview {
  readonly calls: number;
  /** What was paid for these calls at their endpoints' prices. */
  readonly costNano: bigint;
  readonly feeNano: bigint;
  /** The same calls under the proposed fee; from sums, so it can differ by half a nano per call. */
  readonly proposedNano: bigint;
}

/** Lays a fee on calls over the traffic of the last 30 days, from the roll-ups: calls that cost something at a price. Operators may. */
export async function previewFee(ctx: Context, input: PreviewFeeInput): Promise<FeePreview> {
  requirePlatformRole(ctx, "operator");
  const { basisPoints, fixedNano } = feeTerms(parseInput(PreviewFeeInput, input));
  const days = readDays({}, ctx.now());
  const { rows } = await ctx.db.pool.query<{ calls: string; cost: string; fee: string }>(
    `SELECT coalesce(sum(calls - failed_calls), 0)::text AS calls, coalesce(sum(cost_nano), 0)::text AS cost, coalesce(sum(fee_nano), 0)::text AS fee
      FROM usage_day WHERE day >= $1::date AND day <= $2::date AND cost_nano > 0`,
    [days[0], days.at(-1)],
  );
  const [row] = rows;
  const calls = BigInt(row?.calls ?? 0);
  const costNano = BigInt(row?.cost ?? 0);
  return {
    calls: Number(calls),
    costNano,
    feeNano: BigInt(row?.fee ?? 0),
    proposedNano: divideHalfEven(costNano * BigInt(basisPoints), 10_000n) + fixedNano * calls,
  };
}
