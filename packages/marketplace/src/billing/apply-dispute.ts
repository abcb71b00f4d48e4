import type { DisputeModel } from "@tollgate/db/generated/models/Dispute";
import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Transaction } from "@tollgate/db/open-database";
import { postJournal } from "@tollgate/db/post-journal";
import { NANO_PER_CENT } from "@tollgate/money/nano";
import type Stripe from "stripe";
import { releaseAllSuspicion } from "../risk/release-credit.ts";
import { lockPayment } from "./apply-payment.ts";
import { customerCredit } from "./customer-credit.ts";
import { type BuilderShare, lostPostings, openPostings, wonPostings } from "./dispute-postings.ts";
import { findUnpaidFees } from "./find-unpaid-fees.ts";
import { idOf } from "./payment-facts.ts";
import { openRiskCase } from "./risk-cases.ts";

export interface DisputeNews {
  readonly dispute: Stripe.Dispute;
  /** What runs now and is therefore not the customer's to freeze. */
  readonly inFlightNano: bigint;
  readonly now: Date;
}

export interface AppliedDispute {
  readonly effect: string;
  readonly workspaceId: string;
  /** Everybody whose ledger changed. */
  readonly changed: boolean;
}

/**
 * Brings a dispute to where the processor has it. News come twice and in any order: it is opened once, decided once, and a decision that arrives
 * first opens it on the way.
 * @returns `null` when no payment of ours is disputed.
 */
export async function applyDispute(tx: Transaction, news: DisputeNews): Promise<AppliedDispute | null> {
  const intentId = idOf(news.dispute.payment_intent);
  const found = intentId === null ? null : await tx.payment.findUnique({ where: { paymentIntentId: intentId } });
  const payment = found && (await lockPayment(tx, found.id));
  if (payment?.status !== "succeeded") return null;
  const known = await tx.dispute.findUnique({ where: { id: news.dispute.id } });
  const { workspaceId } = payment;
  const stage = stageOf(news.dispute.status);
  if (stage === "inquiry" || stage === "closed") return await noteInquiry(tx, { news, payment, known, stage });
  // An inquiry that became a dispute is opened now, with its money.
  const opened = known && known.status !== "inquiry" ? known : await open(tx, { news, payment, known });
  if (stage === "open" || opened.status !== "open") {
    const isNew = opened !== known;
    const effect = isNew ? "dispute_opened" : await noteAnswer(tx, news, opened);
    return { effect, workspaceId, changed: isNew };
  }
  await close(tx, { news, payment, opened, stage });
  return { effect: `dispute_${stage}`, workspaceId, changed: true };
}

type Stage = "inquiry" | "closed" | "open" | "won" | "lost";

function stageOf(status: Stripe.Dispute.Status): Stage {
  switch (status) {
    case "warning_needs_response":
    case "warning_under_review":
      return "inquiry";
    case "warning_closed":
    case "prevented":
      return "closed";
    case "won":
      return "won";
    case "lost":
      return "lost";
    default:
      return "open";
  }
}

interface Inquiry {
  readonly news: DisputeNews;
  readonly payment: PaymentModel;
  readonly known: DisputeModel | null;
  readonly stage: "inquiry" | "closed";
}

/** A bank's question moves no money; a person looks at it. */
async function noteInquiry(tx: Transaction, { news, payment, known, stage }: Inquiry): Promise<AppliedDispute> {
  const { dispute, now } = news;
  const { workspaceId } = payment;
  if (!known) {
    await tx.dispute.create({ data: { ...factsOf(news, payment), status: stage } });
    const detail = `The bank asks about ${(dispute.amount / 100).toFixed(2)} USD: ${dispute.reason}.`;
    await openRiskCase(tx, { id: dispute.id, kind: "inquiry", payment, detail, now });
    return { effect: "inquiry_noted", workspaceId, changed: false };
  }
  if (stage === "inquiry") return { effect: await noteAnswer(tx, news, known), workspaceId, changed: false };
  if (known.status !== "inquiry") return { effect: "ignored", workspaceId, changed: false };
  await tx.dispute.update({ where: { id: known.id }, data: { status: "closed", closedAt: now } });
  return { effect: "inquiry_closed", workspaceId, changed: false };
}

/** That the bank has an answer, once. */
async function noteAnswer(tx: Transaction, { dispute, now }: DisputeNews, known: DisputeModel): Promise<string> {
  if (!isAnswered(dispute) || known.evidenceSentAt !== null) return "ignored";
  await tx.dispute.update({ where: { id: known.id }, data: { evidenceSentAt: now } });
  return "dispute_answered";
}

interface Opening {
  readonly news: DisputeNews;
  readonly payment: PaymentModel;
  readonly known: DisputeModel | null;
}

/** Freezes the customer's credit and, for what it does not cover, the builders' unpaid fees from this customer. */
async function open(tx: Transaction, { news, payment, known }: Opening): Promise<DisputeModel> {
  const { dispute, now } = news;
  const { workspaceId } = payment;
  const amountNano = BigInt(dispute.amount) * NANO_PER_CENT;
  // What suspicion had set aside is the dispute's to freeze now.
  await releaseAllSuspicion(tx, workspaceId, now);
  const feeCents = dispute.balance_transactions.reduce((sum, { fee }) => sum + fee, 0);
  const spendable = (await customerCredit(tx, workspaceId)) - news.inFlightNano;
  const frozenNano = spendable > 0n ? spendable : 0n;
  const uncovered = amountNano - frozenNano;
  const builders = uncovered > 0n ? await findUnpaidFees(tx, { payment, limitNano: uncovered }) : [];
  const feeNano = BigInt(feeCents) * NANO_PER_CENT;
  await postJournal(tx, {
    kind: "dispute_open",
    idempotencyKey: `dispute_open:${dispute.id}`,
    eventAt: now,
    memo: `Disputed, payment ${payment.id}`,
    reverses: null,
    postings: openPostings({ workspaceId, amountNano, feeNano, frozenNano, builders }),
  });
  const disputedCents = Math.min(dispute.amount, payment.amountCents - payment.refundedCents);
  await tx.payment.update({ where: { id: payment.id }, data: { disputedCents } });
  const data = { ...factsOf(news, payment), status: "open", feeCents, frozenNano };
  const row = known ? await tx.dispute.update({ where: { id: known.id }, data }) : await tx.dispute.create({ data });
  const freezes = builders.map((one) => ({ disputeId: dispute.id, ...one }));
  await tx.disputeBuilderFreeze.createMany({ data: freezes });
  return row;
}

interface Closing {
  readonly news: DisputeNews;
  readonly payment: PaymentModel;
  readonly opened: DisputeModel;
  readonly stage: "won" | "lost";
}

async function close(tx: Transaction, { news, payment, opened, stage }: Closing): Promise<void> {
  const { workspaceId } = payment;
  const builders: BuilderShare[] = await tx.disputeBuilderFreeze.findMany({
    where: { disputeId: opened.id },
    select: { builderWorkspaceId: true, amountNano: true },
    orderBy: { builderWorkspaceId: "asc" },
  });
  const { frozenNano } = opened;
  const sums = {
    workspaceId,
    amountNano: BigInt(opened.amountCents) * NANO_PER_CENT,
    feeNano: 0n,
    frozenNano,
    builders,
  };
  const spendable = (await customerCredit(tx, workspaceId)) - news.inFlightNano;
  const postings = stage === "won" ? wonPostings(sums) : lostPostings(sums, spendable);
  if (postings.length > 0)
    await postJournal(tx, {
      kind: stage === "won" ? "dispute_won" : "dispute_lost",
      idempotencyKey: `dispute_closed:${opened.id}`,
      eventAt: news.now,
      memo: `Dispute ${stage}, payment ${payment.id}`,
      reverses: null,
      postings,
    });
  await tx.dispute.update({ where: { id: opened.id }, data: { status: stage, closedAt: news.now } });
  if (stage === "won") await tx.payment.update({ where: { id: payment.id }, data: { disputedCents: 0 } });
}

/** Whether the bank has an answer: sent from here, or by somebody at the processor. */
export function isAnswered({ status, evidence_details: { submission_count: count } }: Stripe.Dispute): boolean {
  return count > 0 || status === "under_review" || status === "warning_under_review";
}

function factsOf({ dispute, now }: DisputeNews, payment: PaymentModel) {
  const { due_by: due } = dispute.evidence_details;
  return {
    id: dispute.id,
    paymentId: payment.id,
    workspaceId: payment.workspaceId,
    reason: dispute.reason,
    amountCents: dispute.amount,
    evidenceDueAt: due === null ? null : new Date(due * 1000),
    ...(isAnswered(dispute) && { evidenceSentAt: now }),
    openedAt: new Date(dispute.created * 1000),
  };
}
