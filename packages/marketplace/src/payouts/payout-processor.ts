import type { TransferOutcome } from "@tollgate/payouts/attempt-states";
import Stripe from "stripe";
import { openProcessorAccounts, type ProcessorAccounts } from "./processor-account.ts";

export interface TransferRequest {
  /** The payee's account at the processor. */
  readonly accountId: string;
  readonly amountCents: bigint;
  /** The item: every transfer for it is in this group, so that it can be found again. */
  readonly transferGroup: string;
  readonly attempt: number;
  /** The same key gets the same answer for 24 hours. */
  readonly idempotencyKey: string;
}

export interface FoundTransfer {
  readonly transferId: string;
  readonly attempt: number;
  readonly isReversed: boolean;
}

/** Sends payees their money. */
export interface PayoutProcessor {
  readonly accounts: ProcessorAccounts;
  createTransfer(request: TransferRequest): Promise<TransferOutcome>;
  /** Every transfer of a group. @throws when the processor does not answer. */
  findTransfers(transferGroup: string): Promise<FoundTransfer[]>;
}

/** Source: docs.stripe.com/connect/separate-charges-and-transfers and docs.stripe.com/api/errors. */
export function openPayoutProcessor(stripe: Stripe): PayoutProcessor {
  return {
    accounts: openProcessorAccounts(stripe),
    async createTransfer({ accountId, amountCents, transferGroup, attempt, idempotencyKey }) {
      try {
        const transfer = await stripe.transfers.create(
          {
            amount: Number(amountCents),
            currency: "usd",
            destination: accountId,
            transfer_group: transferGroup,
            metadata: { item: transferGroup, attempt: String(attempt) },
          },
          { idempotencyKey },
        );
        return { kind: "sent", transferId: transfer.id };
      } catch (error) {
        return readRefusal(error);
      }
    },
    async findTransfers(transferGroup) {
      const found: FoundTransfer[] = [];
      for await (const transfer of stripe.transfers.list({ transfer_group: transferGroup, limit: 100 })) {
        found.push({
          transferId: transfer.id,
          attempt: Number(transfer.metadata.attempt ?? "0"),
          isReversed: transfer.reversed,
        });
      }
      return found;
    },
  };
}

/** What the processor says to developers, for payees who read it in a mail. Source: docs.stripe.com/error-codes. */
const PLAIN_WORDS: Readonly<Record<string, string>> = {
  insufficient_capabilities_for_transfer:
    "The account at the payment processor cannot take money until its owner has given what is missing there.",
};

/**
 * Only a request that the processor understood and turned down is a refusal. Silence, its own faults, a key still in use, too many requests
 * and credentials that do not work say nothing about whether an earlier request went through.
 */
export function readRefusal(error: unknown): TransferOutcome {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409) {
    const code = error.code ?? "invalid_request";
    return { kind: "refused", code, message: PLAIN_WORDS[code] ?? message };
  }
  if (error instanceof Stripe.errors.StripeCardError)
    return { kind: "refused", code: error.code ?? "declined", message };
  return { kind: "ambiguous", message };
}
