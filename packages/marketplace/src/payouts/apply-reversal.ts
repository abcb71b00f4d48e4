import type { Transaction } from "@tollgate/db/open-database";
import type Stripe from "stripe";
import { returnPayout } from "./return-payout.ts";

export interface AppliedReversal {
  /** One word for the inbox. */
  readonly effect: string;
  /** The item whose payee has to be told; `null` when nothing changed. */
  readonly returnedItemId: string | null;
}

const NOTHING = { returnedItemId: null };

/**
 * Books that a payee's transfer was reversed, once. Only a whole transfer comes back by itself: a part of one is no payout that we know, and a person
 * has to look.
 * @throws when the transfer is ours and not booked as paid yet: the processor brings the event again later.
 */
export async function applyReversal(tx: Transaction, transfer: Stripe.Transfer): Promise<AppliedReversal> {
  if (!transfer.reversed) return { effect: "mismatch_partial_reversal", ...NOTHING };
  const attempt =
    (await tx.payoutAttempt.findUnique({ where: { transferId: transfer.id } })) ??
    (await unbookedAttempt(tx, transfer));
  if (!attempt) return { effect: "ignored", ...NOTHING };
  // It had been given up, and its amount is payable again already.
  if (attempt.status === "failed") return { effect: "ignored", ...NOTHING };
  if (attempt.transferId === null)
    throw new Error(`transfer ${transfer.id} of ${attempt.itemId} was reversed before it was booked as paid`);
  if (attempt.status === "returned") return { effect: "ignored", ...NOTHING };
  const problem = "The transfer was reversed at the payment processor.";
  const status = await returnPayout(tx, { transferId: transfer.id, problem });
  if (status !== "returned") throw new Error(`transfer ${transfer.id} is ${status} and cannot come back`);
  return { effect: "payout_returned", returnedItemId: attempt.itemId };
}

/** The attempt a transfer was made for, by what we wrote on it. */
async function unbookedAttempt(tx: Transaction, { metadata }: Stripe.Transfer) {
  const number = Number(metadata.attempt);
  if (!metadata.item || !Number.isInteger(number)) return null;
  return await tx.payoutAttempt.findUnique({ where: { itemId_number: { itemId: metadata.item, number } } });
}
