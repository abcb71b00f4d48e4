import type Stripe from "stripe";
import { StripeApiError } from "./stripe-api-error.ts";
import { stripeId } from "./stripe-id.ts";
import type { StripeStore } from "./stripe-store.ts";

const PERCENT_FEE_PER_MILLE = 29;
const FIXED_FEE_CENTS = 30;
export const SETTLEMENT_SECONDS = 2 * 24 * 60 * 60;

/** Stripe's standard card fee: 2.9 % rounded to the cent, plus 30 cents. */
export function cardFee(amountCents: number): number {
  return Math.round((amountCents * PERCENT_FEE_PER_MILLE) / 1000) + FIXED_FEE_CENTS;
}

export type BalanceChange = {
  type: Stripe.BalanceTransaction.Type;
  category: Stripe.BalanceTransaction["reporting_category"];
  /** Positive comes in, negative goes out. */
  amount: number;
  fee?: number;
  currency: string;
  source: string | null;
  description?: string | null;
  /** When the money can be used; at once when left out. */
  availableIn?: number;
};

/** Books a change of the simulated account's balance. */
export function addBalanceTransaction(store: StripeStore, change: BalanceChange): Stripe.BalanceTransaction {
  const { amount, fee = 0, currency, availableIn = 0 } = change;
  const created = store.now();
  const transaction: Stripe.BalanceTransaction = {
    id: stripeId("txn_"),
    object: "balance_transaction",
    amount,
    available_on: created + availableIn,
    balance_type: "payments",
    created,
    currency,
    description: change.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" }],
    net: amount - fee,
    reporting_category: change.category,
    source: change.source,
    status: availableIn === 0 ? "available" : "pending",
    type: change.type,
  };
  store.state.balanceTransactions[transaction.id] = transaction;
  return transaction;
}

/** Marks as available what has become so. */
export function matureBalance(store: StripeStore): void {
  const now = store.now();
  for (const transaction of Object.values(store.state.balanceTransactions)) {
    if (transaction.status === "pending" && transaction.available_on <= now) transaction.status = "available";
  }
}

export function readBalance(store: StripeStore): Stripe.Balance {
  matureBalance(store);
  const sum = (status: string) => {
    const amount = Object.values(store.state.balanceTransactions)
      .filter((transaction) => transaction.status === status)
      .reduce((total, transaction) => total + transaction.net, 0);
    return [{ amount, currency: "usd", source_types: { card: amount } }];
  };
  return { object: "balance", available: sum("available"), livemode: false, pending: sum("pending") };
}

/** Refuses to send more than is there, as Stripe does. */
export function requireAvailable(store: StripeStore, amount: number): void {
  if ((readBalance(store).available[0]?.amount ?? 0) >= amount) return;
  throw new StripeApiError({
    status: 400,
    code: "balance_insufficient",
    message:
      "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card.",
  });
}
