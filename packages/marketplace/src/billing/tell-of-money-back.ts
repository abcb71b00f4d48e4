import { formatUsd, NANO_PER_CENT } from "@tollgate/money/nano";
import { mailAdmins } from "../access/mail-admins.ts";
import type { Services } from "../context.ts";
import { dayWords } from "../mail-time.ts";
import type { EventEffect } from "./event-effects.ts";

/**
 * Tells people of money that a bank takes or sends back, when an event has brought it: the customer of a dispute, of its end, and of a refund that
 * came back; finance of a dispute that wants an answer. An e-mail that cannot be sent changes nothing; the pages say the same.
 */
export async function tellOfMoneyBack(services: Services, { effect, disputeId, failedRefundId }: EventEffect) {
  if (disputeId) await tellOfDispute(services, disputeId, effect);
  if (failedRefundId) await tellOfFailedRefund(services, failedRefundId);
}

async function tellOfDispute(services: Services, id: string, effect: string): Promise<void> {
  const dispute = await services.db.prisma.dispute.findUniqueOrThrow({ where: { id } });
  const amount = usd(dispute.amountCents);
  const words = DISPUTE_WORDS[effect];
  if (!words) return;
  const { subject, text } = words(amount, `${formatUsd(dispute.frozenNano, 2)} USD`);
  await mailAdmins(services, dispute.workspaceId, ({ name, slug }) => ({
    subject: `${subject} (${name})`,
    text: `${text}\n\nSee it: ${services.urls.console}/w/${slug}/billing\n`,
  }));
  if (effect === "dispute_opened") await tellFinance(services, { id, amount, dueAt: dispute.evidenceDueAt });
}

const DISPUTE_WORDS: Readonly<
  Record<string, (amount: string, frozen: string) => { readonly subject: string; readonly text: string }>
> = {
  dispute_opened: (amount, frozen) => ({
    subject: `A payment of ${amount} is contested at the bank`,
    text: `The cardholder's bank contests a payment of ${amount}. Until it has decided, ${frozen} of credit are set aside, and calls that need them are refused. If this is a mistake, ask the cardholder to take it back at the bank.`,
  }),
  dispute_won: (amount) => ({
    subject: `The contested payment of ${amount} stands`,
    text: `The bank has decided that the contested payment of ${amount} stands. All credit that was set aside can be spent again.`,
  }),
  dispute_lost: (amount) => ({
    subject: `The contested payment of ${amount} went back`,
    text: `The bank has given the contested payment of ${amount} back to the cardholder. Unspent credit paid for it first. What is left of your credit can be spent again; without any, calls are refused until some is bought.`,
  }),
};

interface OpenedDispute {
  readonly id: string;
  readonly amount: string;
  readonly dueAt: Date | null;
}

async function tellFinance({ db, mailer, urls }: Services, { id, amount, dueAt }: OpenedDispute): Promise<void> {
  const people = await db.prisma.user.findMany({ where: { platformRole: "finance" }, select: { email: true } });
  const until = dueAt === null ? "" : ` It takes one answer, until ${dayWords(dueAt)}.`;
  const text = `A bank contests a payment of ${amount}.${until}\n\nAnswer or give in: ${urls.console}/finance/disputes/${id}\n`;
  const subject = `A dispute of ${amount} wants an answer`;
  await Promise.allSettled(people.map(({ email }) => mailer.send({ to: email, subject, text })));
}

async function tellOfFailedRefund(services: Services, id: string): Promise<void> {
  const refund = await services.db.prisma.refund.findUniqueOrThrow({ where: { id } });
  const amount = usd(refund.amountCents);
  const reason = refund.failureReason?.replaceAll("_", " ");
  await mailAdmins(services, refund.workspaceId, ({ name, slug }) => ({
    subject: `A refund of ${amount} came back (${name})`,
    text: `The bank sent a refund of ${amount} back${reason ? ` (${reason})` : ""}. The amount is credit again. Ask for it once more, or write to us if the card is gone.\n\nSee it: ${services.urls.console}/w/${slug}/billing\n`,
  }));
}

function usd(cents: number): string {
  return `${formatUsd(BigInt(cents) * NANO_PER_CENT, 2)} USD`;
}
