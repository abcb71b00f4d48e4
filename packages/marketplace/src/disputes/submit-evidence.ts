import { createHash } from "node:crypto";
import { newId } from "@tollgate/db/ids";
import Stripe from "stripe";
import { z } from "zod";
import { isAnswered } from "../billing/apply-dispute.ts";
import { lockPayment } from "../billing/apply-payment.ts";
import { isDefiniteRefusal } from "../billing/processor-failure.ts";
import { requireProcessor } from "../billing/require-processor.ts";
import { type Context, recordAudit, requirePlatformRole, requireUser } from "../context.ts";
import { getInvoice } from "../documents/get-invoice.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { evidencePdf } from "./evidence-document.ts";
import { evidenceFields } from "./evidence-fields.ts";
import { type EvidenceFacts, gatherEvidence } from "./gather-evidence.ts";

export const SubmitEvidenceInput = z.object({
  disputeId: z.string().max(100),
  /** In finance's own words, for the people at the bank. */
  statement: z.string().trim().max(10_000, "At most 10,000 characters."),
});
export type SubmitEvidenceInput = z.input<typeof SubmitEvidenceInput>;

/**
 * Answers a dispute, or a bank's question: writes the evidence pack, keeps it, and sends it to the bank through the processor. The bank takes one
 * answer. An answer of ours whose receipt was lost is found at the processor the next time, and is not sent again. Finance may.
 * @throws MarketplaceError `precondition_failed` when there is nothing to answer any more, `conflict` with the processor's reason.
 */
export async function submitEvidence(
  ctx: Context,
  input: SubmitEvidenceInput,
): Promise<{ readonly evidenceId: string }> {
  requirePlatformRole(ctx, "finance");
  const { disputeId, statement } = parseInput(SubmitEvidenceInput, input);
  const preparedById = requireUser(ctx);
  const { stripe } = requireProcessor(ctx);
  await requireOpen(ctx, disputeId);
  const facts = await gatherEvidence(ctx, disputeId);
  try {
    const now = await stripe.disputes.retrieve(disputeId);
    if (isAnswered(now)) return await noteLost(ctx, disputeId, now.metadata.evidence);
    const prepared = await prepare(ctx, { facts, statement, preparedById });
    await send(ctx, stripe, { ...prepared, facts, statement });
    await noteSent(ctx, disputeId, prepared.id);
    return { evidenceId: prepared.id };
  } catch (error) {
    throw inWords(error);
  }
}

async function requireOpen({ db }: Context, disputeId: string): Promise<void> {
  const dispute = await db.prisma.dispute.findUnique({ where: { id: disputeId } });
  if (!dispute) throw new MarketplaceError("not_found", "There is no such dispute.");
  if (dispute.status !== "open" && dispute.status !== "inquiry")
    throw new MarketplaceError(
      "precondition_failed",
      "This dispute is decided. Nothing can be said about it any more.",
    );
  if (dispute.evidenceSentAt !== null)
    throw new MarketplaceError("precondition_failed", "The bank has our answer. It takes only one.");
}

interface Prepared {
  readonly id: string;
  readonly pdf: Uint8Array;
}

interface Preparing {
  readonly facts: EvidenceFacts;
  readonly statement: string;
  readonly preparedById: string;
}

/** Writes the pack and keeps it before anybody else sees it. */
async function prepare(ctx: Context, { facts, statement, preparedById }: Preparing): Promise<Prepared> {
  const id = newId("disputeEvidence");
  const at = ctx.now();
  const pdf = new Uint8Array(await evidencePdf({ facts, statement, seller: ctx.seller, at }));
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  await ctx.db.prisma.disputeEvidence.create({
    data: { id, disputeId: facts.dispute.id, statement, pdf, sha256, preparedById, preparedAt: at },
  });
  return { id, pdf };
}

interface Sending extends Prepared {
  readonly facts: EvidenceFacts;
  readonly statement: string;
}

async function send(ctx: Context, stripe: Stripe, { id, pdf, facts, statement }: Sending): Promise<void> {
  const upload = async (name: string, data: Uint8Array) => {
    const file = { data, name: `${name}.pdf`, type: "application/pdf" };
    const idempotencyKey = `${id}:${name}`;
    return (await stripe.files.create({ purpose: "dispute_evidence", file }, { idempotencyKey })).id;
  };
  const packFileId = await upload("evidence", pdf);
  const invoice = await invoiceOf(ctx, facts);
  const invoiceFileId = invoice && (await upload("invoice", invoice));
  const evidence = evidenceFields({ facts, statement, packFileId, invoiceFileId });
  await stripe.disputes.update(
    facts.dispute.id,
    { evidence, submit: true, metadata: { evidence: id } },
    // One key for all answers to a dispute: of two people who answer at once, one is refused.
    { idempotencyKey: `answer:${facts.dispute.id}` },
  );
}

async function invoiceOf(ctx: Context, { payment, customer }: EvidenceFacts): Promise<Uint8Array | null> {
  if (payment.invoiceNumber === null) return null;
  const system: Context = { ...ctx, actor: { kind: "system" } };
  return (await getInvoice(system, { workspaceId: customer.workspaceId, paymentId: payment.id })).pdf;
}

/** The processor's event may have said before that the bank has an answer. */
async function noteSent(ctx: Context, disputeId: string, evidenceId: string): Promise<void> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const { paymentId, workspaceId } = await tx.dispute.findUniqueOrThrow({ where: { id: disputeId } });
    // As events do first: a dispute that changes asks for its payment, which an event that waits for the dispute would hold.
    await lockPayment(tx, paymentId);
    const { evidenceSentAt } = await tx.dispute.findUniqueOrThrow({ where: { id: disputeId } });
    await tx.dispute.update({
      where: { id: disputeId },
      data: { evidenceId, evidenceSentAt: evidenceSentAt ?? ctx.now() },
    });
    await recordAudit(tx, ctx, {
      action: "submitEvidence",
      workspaceId,
      subjectId: disputeId,
      detail: { evidence: evidenceId },
    });
  });
}

/** The bank has an answer that is not noted here: one of ours carries the id of what was sent, others were given at the processor. */
async function noteLost(ctx: Context, disputeId: string, evidenceId = ""): Promise<{ readonly evidenceId: string }> {
  if (await ctx.db.prisma.disputeEvidence.findFirst({ where: { id: evidenceId, disputeId } })) {
    await noteSent(ctx, disputeId, evidenceId);
    return { evidenceId };
  }
  await ctx.db.prisma.dispute.update({ where: { id: disputeId }, data: { evidenceSentAt: ctx.now() } });
  throw new MarketplaceError(
    "precondition_failed",
    "Somebody answered at the processor already. The bank takes only one answer.",
  );
}

function inWords(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (isDefiniteRefusal(error))
    return new MarketplaceError("conflict", `The processor refused the evidence: ${error.message}`, { cause: error });
  return new MarketplaceError(
    "unavailable",
    "The processor did not answer, so it is not known whether the bank has the evidence. Submit it again in a minute: it is never sent twice.",
    { cause: error },
  );
}
