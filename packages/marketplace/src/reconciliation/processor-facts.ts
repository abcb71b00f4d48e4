import type Stripe from "stripe";
import { idOf } from "../billing/payment-facts.ts";

/** A movement of our balance at the processor, in cents, as it said it. */
export interface ProcessorFacts {
  readonly id: string;
  readonly category: string;
  readonly amountCents: bigint;
  readonly feeCents: bigint;
  readonly netCents: bigint;
  readonly sourceId: string | null;
  readonly paymentIntentId: string | null;
  readonly transferId: string | null;
  /** What we wrote on the source: a payment, or a payout's item and attempt. */
  readonly reference: string | null;
  readonly createdAt: Date;
}

/**
 * What a balance transaction with its source expanded says. Source: docs.stripe.com/api/balance_transactions and
 * docs.stripe.com/reports/balance-transaction-types.
 */
export function toProcessorFacts(transaction: Stripe.BalanceTransaction): ProcessorFacts {
  const { id, reporting_category, amount, fee, net, source, created } = transaction;
  return {
    id,
    category: reporting_category,
    amountCents: BigInt(amount),
    feeCents: BigInt(fee),
    netCents: BigInt(net),
    sourceId: idOf(source),
    createdAt: new Date(created * 1000),
    ...factsOfSource(source),
  };
}

type SourceFacts = Pick<ProcessorFacts, "paymentIntentId" | "transferId" | "reference">;

const NOTHING: SourceFacts = { paymentIntentId: null, transferId: null, reference: null };

function factsOfSource(source: Stripe.BalanceTransaction["source"]): SourceFacts {
  if (source === null || typeof source === "string") return NOTHING;
  switch (source.object) {
    case "charge":
      return {
        ...NOTHING,
        paymentIntentId: idOf(source.payment_intent),
        reference: source.metadata.payment ?? null,
      };
    case "transfer":
      return { ...NOTHING, transferId: source.id, reference: attemptOf(source.metadata) };
    case "transfer_reversal":
      return { ...NOTHING, transferId: idOf(source.transfer) };
    default:
      return NOTHING;
  }
}

/** A payout's item and attempt, as `PayoutProcessor` writes them on a transfer. */
function attemptOf({ item, attempt }: Stripe.Metadata): string | null {
  return item && attempt ? `${item}:${attempt}` : null;
}
