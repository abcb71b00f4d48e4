import { newId } from "@tollgate/db/ids";
import { postJournal } from "@tollgate/db/post-journal";
import { reserveCredit } from "@tollgate/db/redis/reserve-credit";
import { formatUsd, NANO_PER_CENT } from "@tollgate/money/nano";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { endReservation } from "../settlement/end-reservation.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { lockPayment } from "./apply-payment.ts";
import { customerCredit } from "./customer-credit.ts";
import { leaveToDispute } from "./freeze-credit.ts";
import { refundPostings } from "./refund-postings.ts";

export interface RefundOrder {
  readonly workspaceId: string;
  readonly paymentId: string;
  readonly amountCents: number;
  readonly origin: "customer" | "finance";
  readonly requestedById: string | null;
  readonly note: string;
  /** The failed refund that this one tries again. */
  readonly retryOf?: string;
}

/**
 * Takes the credit of a refund before the processor hears of it: claims the amount of the payment, sets the credit aside where calls are admitted,
 * books it, and ends the reservation in the same step in which calls see the lower balance. A crash in between leaves a row that `finishRefunds`
 * completes or undoes.
 * @returns the refund's id. @throws MarketplaceError when the payment or the credit does not cover it.
 */
export async function startRefund(services: Services, order: RefundOrder): Promise<string> {
  const refundId = await claim(services, order);
  const amountNano = BigInt(order.amountCents) * NANO_PER_CENT;
  const reservation = { id: refundId, workspaceId: order.workspaceId, amountNano };
  let answer = await reserveCredit(services.redis, reservation);
  if (answer.kind === "cold") {
    await projectCredit(services, order.workspaceId);
    answer = await reserveCredit(services.redis, reservation);
  }
  if (answer.kind !== "reserved") {
    await abandonRefund(services, refundId);
    const left = answer.kind === "short" && answer.availableNano > 0n ? answer.availableNano : 0n;
    throw new MarketplaceError(
      "conflict",
      `Only unspent credit can be refunded: ${formatUsd(left, 2)} USD is available and not set aside for running calls.`,
      { field: "amountUsd" },
    );
  }
  if (await book(services, refundId)) return refundId;
  await abandonRefund(services, refundId);
  throw new MarketplaceError(
    "conflict",
    "Only credit that was paid for can be refunded, and part of what is left is promotional.",
    { field: "amountUsd" },
  );
}

/** Claims the amount on the payment, so that no other refund or dispute can take it too. */
async function claim(services: Services, order: RefundOrder): Promise<string> {
  const refundId = newId("refund");
  const { paymentId, workspaceId, amountCents, origin, requestedById, note, retryOf } = order;
  await services.db.prisma.$transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (!payment || payment.workspaceId !== workspaceId || payment.status !== "succeeded")
      throw new MarketplaceError("not_found", "There is no such payment to refund.");
    const left = payment.amountCents - payment.refundedCents - payment.disputedCents;
    if (amountCents > left)
      throw new MarketplaceError(
        "conflict",
        `At most ${formatUsd(BigInt(left) * NANO_PER_CENT, 2)} USD of this payment can still be refunded.`,
        { field: "amountUsd" },
      );
    if (await tx.dispute.findFirst({ where: { paymentId, status: { in: ["open", "lost"] } } }))
      throw new MarketplaceError("conflict", "This payment is disputed at the bank, which decides about the money.");
    await tx.payment.update({ where: { id: paymentId }, data: { refundedCents: { increment: amountCents } } });
    await tx.refund.create({
      data: {
        id: refundId,
        paymentId,
        workspaceId,
        amountCents,
        origin,
        requestedById,
        note,
        createdAt: services.now(),
        ...(retryOf && { retryOf }),
      },
    });
  });
  return refundId;
}

/**
 * Books the credit out. Repeating it changes nothing.
 * @returns false, with nothing booked, when paid credit alone does not cover it: promotional credit is never turned into money. Calls in flight
 * take promotional credit first, so that with the reservation held they cannot take paid credit below zero afterwards.
 */
export async function book(services: Services, refundId: string): Promise<boolean> {
  const booked = await services.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM refund WHERE id = ${refundId} FOR UPDATE`;
    const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
    const { workspaceId } = refund;
    if (refund.status !== "reserving") return { workspaceId, isCovered: true };
    // Two refunds of one workspace at once would both count on the same paid credit.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`refund:${workspaceId}`}, 0))`;
    if ((await customerCredit(tx, workspaceId)) < BigInt(refund.amountCents) * NANO_PER_CENT)
      return { workspaceId, isCovered: false };
    const { journalId } = await postJournal(tx, {
      kind: "refund",
      idempotencyKey: `refund:${refundId}`,
      eventAt: services.now(),
      memo: `Credit given back, payment ${refund.paymentId}`,
      reverses: null,
      postings: refundPostings(refund.workspaceId, refund.amountCents),
    });
    await tx.refund.update({ where: { id: refundId }, data: { status: "submitting", journalId } });
    return { workspaceId, isCovered: true };
  });
  if (booked.isCovered) await endReservation(services, refundId, booked.workspaceId);
  return booked.isCovered;
}

/** Undoes a refund for which nothing was booked. */
export async function abandonRefund(services: Services, refundId: string): Promise<void> {
  await services.db.prisma.$transaction(async (tx) => {
    // The payment is locked first wherever both are.
    const { paymentId } = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
    await lockPayment(tx, paymentId);
    await tx.$queryRaw`SELECT 1 FROM refund WHERE id = ${refundId} FOR UPDATE`;
    const refund = await tx.refund.findUniqueOrThrow({ where: { id: refundId } });
    if (refund.status !== "reserving") return;
    await tx.refund.update({
      where: { id: refundId },
      data: { status: "failed", failureReason: "credit_not_available", completedAt: services.now() },
    });
    await tx.payment.update({
      where: { id: refund.paymentId },
      data: { refundedCents: { decrement: refund.amountCents } },
    });
    const { workspaceId } = refund;
    await leaveToDispute(tx, { id: refundId, paymentId, workspaceId, amountNano: 0n }, services.now());
    // Before the commit: nobody looks again at a refund that is over.
    await endReservation(services, refundId, workspaceId);
  });
}
