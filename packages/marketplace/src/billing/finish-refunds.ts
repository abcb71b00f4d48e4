import type { RefundModel } from "@tollgate/db/generated/models/Refund";
import type Stripe from "stripe";
import type { Services } from "../context.ts";
import { endReservation } from "../settlement/end-reservation.ts";
import { requireProcessor } from "./require-processor.ts";
import { settleRefund } from "./settle-refund.ts";
import { abandonRefund } from "./start-refund.ts";
import { newsOf, submitRefund } from "./submit-refund.ts";

/** Longer than the request that began a refund can take. */
const QUIET_MS = 60_000;
/** The processor remembers idempotency keys for a day; to be safe they are used for less. */
const KEY_LIFE_MS = 23 * 60 * 60_000;
const BATCH = 100;

/** Completes or undoes refunds whose process died or whose answer never came. @returns how many were looked at. */
export async function finishRefunds(services: Services): Promise<number> {
  if (services.payments === null) return 0;
  const quiet = await services.db.prisma.refund.findMany({
    where: {
      status: { in: ["reserving", "submitting"] },
      createdAt: { lt: new Date(services.now().getTime() - QUIET_MS) },
    },
    orderBy: { createdAt: "asc" },
    take: BATCH,
  });
  for (const refund of quiet) {
    if (refund.status === "reserving") await abandonRefund(services, refund.id);
    else await finish(services, refund);
  }
  return quiet.length;
}

/** Looks the refund up before asking again: the processor may have made it although it never answered. */
async function finish(services: Services, refund: RefundModel): Promise<void> {
  // Whoever booked it may have died before calls saw the lower balance.
  await endReservation(services, refund.id, refund.workspaceId);
  const found = await findAtProcessor(services, refund);
  if (found) return await settleRefund(services, refund.id, newsOf(found));
  const isYoung = services.now().getTime() - refund.createdAt.getTime() < KEY_LIFE_MS;
  if (isYoung) return await submitRefund(services, refund);
  await settleRefund(services, refund.id, {
    state: "failed",
    processorId: null,
    reason: "never_reached_the_processor",
  });
}

async function findAtProcessor(services: Services, refund: RefundModel): Promise<Stripe.Refund | null> {
  const { stripe } = requireProcessor(services);
  const payment = await services.db.prisma.payment.findUniqueOrThrow({ where: { id: refund.paymentId } });
  if (payment.paymentIntentId === null) return null;
  const refunds = stripe.refunds.list({ payment_intent: payment.paymentIntentId, limit: 100 });
  for await (const one of refunds) if (one.metadata?.refund === refund.id) return one;
  return null;
}
