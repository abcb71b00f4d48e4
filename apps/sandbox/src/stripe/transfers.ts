import type Stripe from "stripe";
import { addBalanceTransaction, requireAvailable } from "./balance.ts";
import { emitEvent, type StripeAccount } from "./emit-event.ts";
import { noSuch, StripeApiError } from "./stripe-api-error.ts";
import { idOf, readMetadata, stripeId } from "./stripe-id.ts";

const PAYOUT_SECONDS = 2 * 24 * 60 * 60;

/** Moves money from the platform's balance to a connected account's. */
export function createTransfer(account: StripeAccount, sent: Stripe.TransferCreateParams): Stripe.Transfer {
  const { store } = account;
  const destination = store.state.accounts[sent.destination];
  if (destination === undefined) throw noSuch("destination", sent.destination, "destination");
  const amount = sent.amount ?? 0;
  if (amount <= 0) throw new StripeApiError({ status: 400, param: "amount", message: "Invalid positive integer" });
  const capability = destination.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  if (destination.closed || capability?.status !== "active")
    throw new StripeApiError({
      status: 400,
      code: "insufficient_capabilities_for_transfer",
      message:
        "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
    });
  requireAvailable(store, amount);
  const id = stripeId("tr_");
  const transaction = addBalanceTransaction(store, {
    type: "transfer",
    category: "transfer",
    amount: -amount,
    currency: sent.currency,
    source: id,
    description: sent.description ?? null,
  });
  const transfer: Stripe.Transfer = {
    id,
    object: "transfer",
    amount,
    amount_reversed: 0,
    balance_transaction: transaction.id,
    created: store.now(),
    currency: sent.currency,
    description: sent.description ?? null,
    destination: destination.id,
    destination_payment: stripeId("py_"),
    livemode: false,
    metadata: readMetadata(sent.metadata),
    reversals: { object: "list", data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: null,
    source_type: "card",
    transfer_group: sent.transfer_group ?? null,
  };
  store.state.transfers[id] = transfer;
  emitEvent(account, "transfer.created", transfer);
  return transfer;
}

/** Takes money of a transfer back. */
export function reverseTransfer(
  account: StripeAccount,
  transfer: Stripe.Transfer,
  sent: Stripe.TransferCreateReversalParams,
): Stripe.TransferReversal {
  const { store } = account;
  const left = transfer.amount - transfer.amount_reversed;
  const amount = sent.amount ?? left;
  if (amount <= 0 || amount > left)
    throw new StripeApiError({
      status: 400,
      param: "amount",
      message: `Reversal amount ($${(amount / 100).toFixed(2)}) is greater than unreversed amount on transfer ($${(left / 100).toFixed(2)})`,
    });
  const id = stripeId("trr_");
  const transaction = addBalanceTransaction(store, {
    type: "transfer_refund",
    category: "transfer_reversal",
    amount,
    currency: transfer.currency,
    source: id,
    description: "REFUND FOR TRANSFER",
  });
  const reversal: Stripe.TransferReversal = {
    id,
    object: "transfer_reversal",
    amount,
    balance_transaction: transaction.id,
    created: store.now(),
    currency: transfer.currency,
    destination_payment_refund: stripeId("pyr_"),
    metadata: readMetadata(sent.metadata),
    source_refund: null,
    transfer: transfer.id,
  };
  transfer.reversals.data.unshift(reversal);
  transfer.amount_reversed += amount;
  transfer.reversed = transfer.amount_reversed === transfer.amount;
  emitEvent(account, "transfer.reversed", transfer);
  return reversal;
}

/** Sends money from the platform's balance to its bank. It arrives two days later. */
export function createPayout(account: StripeAccount, sent: Stripe.PayoutCreateParams): Stripe.Payout {
  const { store } = account;
  requireAvailable(store, sent.amount);
  const id = stripeId("po_");
  const transaction = addBalanceTransaction(store, {
    type: "payout",
    category: "payout",
    amount: -sent.amount,
    currency: sent.currency,
    source: id,
    description: sent.description ?? "STRIPE PAYOUT",
  });
  const payout = newPayout({ store, id, sent, transactionId: transaction.id });
  store.state.payouts[id] = payout;
  store.state.due.push({ at: payout.arrival_date, what: "payout", id });
  emitEvent(account, "payout.created", payout);
  return payout;
}

type NewPayout = {
  store: StripeAccount["store"];
  id: string;
  sent: Stripe.PayoutCreateParams;
  /** Of our balance; `null` for what leaves a connected account's. */
  transactionId: string | null;
};

function newPayout({ store, id, sent, transactionId }: NewPayout): Stripe.Payout {
  return {
    id,
    object: "payout",
    amount: sent.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: store.now() + PAYOUT_SECONDS,
    automatic: transactionId === null,
    balance_transaction: transactionId,
    created: store.now(),
    currency: sent.currency,
    description: sent.description ?? null,
    destination: stripeId("ba_"),
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: readMetadata(sent.metadata),
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: sent.statement_descriptor ?? null,
    status: "pending",
    trace_id: null,
    type: "bank_account",
  };
}

/** What the processor sends on to a payee's bank by itself has arrived, or the bank refused it. */
export function payRecipient(
  account: StripeAccount,
  recipientId: string,
  { amount, outcome }: { amount: number; outcome: "paid" | "failed" },
): Stripe.Payout {
  const sent = { amount, currency: "usd" };
  const payout = newPayout({ store: account.store, id: stripeId("po_"), sent, transactionId: null });
  payout.status = outcome;
  if (outcome === "failed") refuse(payout);
  emitEvent({ ...account, connected: recipientId }, outcome === "paid" ? "payout.paid" : "payout.failed", payout);
  return payout;
}

function refuse(payout: Stripe.Payout): void {
  payout.failure_code = "account_closed";
  payout.failure_message = "The bank account has been closed";
}

/** The bank's answer to a payout: the money has arrived, or it returns to the balance. */
export function settlePayout(account: StripeAccount, payout: Stripe.Payout, outcome: "paid" | "failed"): void {
  if (payout.status !== "pending" && payout.status !== "in_transit") return;
  payout.status = outcome;
  if (outcome === "failed") {
    refuse(payout);
    payout.failure_balance_transaction = addBalanceTransaction(account.store, {
      type: "payout_failure",
      category: "payout_reversal",
      amount: payout.amount,
      currency: payout.currency,
      source: payout.id,
      description: `PAYOUT FAILURE ${idOf(payout.destination) ?? ""}`,
    }).id;
  }
  emitEvent(account, outcome === "paid" ? "payout.paid" : "payout.failed", payout);
}
