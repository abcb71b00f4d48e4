import { generationId, parseGenerationId } from "@tollgate/db/ids";
import { z } from "zod";
import { type Context, requireStaff } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { type Legs, splitRefund } from "./split-refund.ts";

export const PreviewCallRefundInput = z.object({
  /** `gen-…`. */
  callId: z.string().trim().max(60),
  /** Left out, everything that is left. */
  amountUsd: UsdText.nullish(),
});
export type PreviewCallRefundInput = z.input<typeof PreviewCallRefundInput>;

/** What a refund would move: nothing is booked by looking. Amounts are nano-USD. */
export interface RefundPreview extends Legs {
  readonly amountNano: bigint;
  /** Goes back to the customer's paid and promotional credit, and to the credit of a builder who had sponsored it. */
  readonly paidNano: bigint;
  readonly promotionalNano: bigint;
  readonly sponsoredNano: bigint;
  /** Whether another person of finance has to approve it. */
  readonly needsSecond: boolean;
}

/** A call as staff who refund it see it: who paid, who earned, what is left. */
export interface RefundableCall {
  readonly callId: string;
  readonly modelId: string;
  readonly outcome: string;
  readonly at: Date;
  readonly workspace: Named;
  readonly provider: Named | null;
  readonly builder: Named | null;
  readonly charged: Legs & { readonly chargeNano: bigint };
  /** What earlier refunds left of each leg. */
  readonly left: Legs;
  readonly leftNano: bigint;
  readonly journalId: string | null;
  /** `null` when nothing is left to refund. */
  readonly preview: RefundPreview | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

interface CallRow {
  readonly id: string;
  readonly model_id: string;
  readonly outcome: string;
  readonly event_at: Date;
  readonly journal_id: string | null;
  readonly workspace: Named;
  readonly provider: Named | null;
  readonly builder: Named | null;
  readonly cost_nano: bigint;
  readonly fee_nano: bigint;
  readonly surcharge_nano: bigint;
  readonly charge_nano: bigint;
  readonly cost_refunded: bigint;
  readonly fee_refunded: bigint;
  readonly surcharge_refunded: bigint;
  readonly paid_left: bigint;
  readonly promotional_left: bigint;
}

/** A workspace as JSON, or null. */
const named = (alias: string) =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slug', ${alias}.slug) END`;

const CALL_SQL = `SELECT c.id, c.model_id, c.outcome, c.event_at, c.journal_id, c.cost_nano, c.fee_nano, c.surcharge_nano, c.charge_nano,
    coalesce(r.cost, 0)::bigint AS cost_refunded, coalesce(r.fee, 0)::bigint AS fee_refunded,
    coalesce(r.surcharge, 0)::bigint AS surcharge_refunded,
    (c.charge_nano - spent.promotional - spent.sponsored - coalesce(r.paid, 0))::bigint AS paid_left,
    (spent.promotional - coalesce(r.promotional, 0))::bigint AS promotional_left,
    coalesce(${named("w")}, json_build_object('id', c.workspace_id, 'name', c.workspace_id, 'slug', c.workspace_id)) AS workspace,
    ${named("p")} AS provider, ${named("b")} AS builder
  FROM call c LEFT JOIN workspace w ON w.id = c.workspace_id LEFT JOIN workspace p ON p.id = c.provider_workspace_id
    LEFT JOIN workspace b ON b.id = c.builder_workspace_id
    LEFT JOIN LATERAL (SELECT sum(cost_nano) AS cost, sum(fee_nano) AS fee, sum(surcharge_nano) AS surcharge, sum(paid_nano) AS paid,
        sum(promotional_nano) AS promotional FROM call_refund WHERE call_id = c.id) r ON true
    CROSS JOIN LATERAL (SELECT coalesce((SELECT sum(amount_nano) FROM promotional_spend WHERE call_id = c.id), 0) AS promotional,
      coalesce((SELECT sum(amount_nano) FROM sponsored_spend WHERE call_id = c.id), 0) AS sponsored) spent
  WHERE c.id = $1::uuid`;

/** Shows a call with what is left of it and what a refund would turn back, leg by leg. Finance and operators may. */
export async function previewCallRefund(ctx: Context, input: PreviewCallRefundInput): Promise<RefundableCall> {
  requireStaff(ctx);
  const { callId, amountUsd } = parseInput(PreviewCallRefundInput, input);
  const asked = optionalUsdToNano(amountUsd, { field: "amountUsd", minimumNano: 1n });
  const id = parseGenerationId(callId);
  const row = id === null ? undefined : (await ctx.db.pool.query<CallRow>(CALL_SQL, [id])).rows[0];
  if (!row) throw new MarketplaceError("not_found", "There is no such call.", { field: "callId" });
  const left = {
    costNano: row.cost_nano - row.cost_refunded,
    feeNano: row.fee_nano - row.fee_refunded,
    surchargeNano: row.surcharge_nano - row.surcharge_refunded,
  };
  const leftNano = left.costNano + left.feeNano + left.surchargeNano;
  const amountNano = asked ?? leftNano;
  if (asked !== null && asked > leftNano)
    throw new MarketplaceError("precondition_failed", "This is more than is left of the call’s charge.", {
      field: "amountUsd",
    });
  return {
    callId: generationId(row.id),
    modelId: row.model_id,
    outcome: row.outcome,
    at: row.event_at,
    workspace: row.workspace,
    provider: row.provider,
    builder: row.builder,
    charged: {
      costNano: row.cost_nano,
      feeNano: row.fee_nano,
      surchargeNano: row.surcharge_nano,
      chargeNano: row.charge_nano,
    },
    left,
    leftNano,
    journalId: row.journal_id,
    preview:
      amountNano > 0n
        ? await preview(ctx, { id: row.id, left, paid: row.paid_left, promotional: row.promotional_left, amountNano })
        : null,
  };
}

interface Refund {
  readonly id: string;
  readonly left: Legs;
  /** What is left of the part that paid credit paid; it comes back first, then what promotional credit paid. */
  readonly paid: bigint;
  readonly promotional: bigint;
  readonly amountNano: bigint;
}

async function preview(ctx: Context, { id, left, paid, promotional, amountNano }: Refund): Promise<RefundPreview> {
  const paidNano = least(paid, amountNano);
  const promotionalNano = least(promotional, amountNano - paidNano);
  const { rows } = await ctx.db.pool.query<{ needs: boolean }>(
    "SELECT refund_needs_second($1::uuid, $2::bigint) AS needs",
    [id, amountNano],
  );
  return {
    ...splitRefund(amountNano, left),
    amountNano,
    paidNano,
    promotionalNano,
    sponsoredNano: amountNano - paidNano - promotionalNano,
    needsSecond: rows[0]?.needs ?? true,
  };
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
