import type { Transaction } from "@tollgate/db/open-database";
import type Stripe from "stripe";

export interface BankNews {
  /** The payee's account at the processor; absent when the payout is our own. */
  readonly accountId: string | undefined;
  readonly payout: Stripe.Payout;
  readonly type: "payout.failed" | "payout.paid";
  readonly at: Date;
}

export interface AppliedBankNews {
  /** One word for the inbox. */
  readonly effect: string;
  /** Who has to be told that their bank refused, and why. */
  readonly refused: { readonly workspaceId: string; readonly problem: string } | null;
}

/** Notes what a payee's bank did with their money. Older news than what is known changes nothing; of two at once the bad one counts. */
export async function applyBankPayout(tx: Transaction, news: BankNews): Promise<AppliedBankNews> {
  const { accountId, payout, type, at } = news;
  const ignored = { effect: "ignored", refused: null };
  if (!accountId) return ignored;
  await tx.$queryRaw`SELECT 1 FROM payout_account WHERE processor_account_id = ${accountId} FOR UPDATE`;
  const account = await tx.payoutAccount.findUnique({ where: { processorAccountId: accountId } });
  if (!account) return ignored;
  const { workspaceId, bankNewsAt } = account;
  const isNewer =
    bankNewsAt === null || at > bankNewsAt || (type === "payout.failed" && at.getTime() === bankNewsAt.getTime());
  if (!isNewer) return ignored;
  const problem = type === "payout.failed" ? problemOf(payout) : null;
  await tx.payoutAccount.update({ where: { workspaceId }, data: { bankProblem: problem, bankNewsAt: at } });
  if (problem === null) return { effect: "bank_payout_paid", refused: null };
  return { effect: "bank_payout_failed", refused: { workspaceId, problem } };
}

function problemOf({ failure_message: message, failure_code: code }: Stripe.Payout): string {
  return message || (code ? code.replaceAll("_", " ") : "The bank gave no reason.");
}
