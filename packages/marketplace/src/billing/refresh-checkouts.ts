import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Services } from "../context.ts";
import { factsOfSession } from "./payment-facts.ts";
import { recordPaymentNews } from "./record-payment-news.ts";
import { requireProcessor } from "./require-processor.ts";

/** Whoever pays is back by then, and so is the processor's event. */
const QUIET_MS = 120_000;
const BATCH = 500;

/**
 * Asks after purchases on the processor's page that nobody told us the end of: the event was lost for good, and the buyer closed the window. It has
 * the same effect as the event. @returns how many were decided.
 */
export async function refreshCheckouts(services: Services): Promise<number> {
  if (services.payments === null) return 0;
  const now = services.now().getTime();
  const open = await services.db.prisma.payment.findMany({
    where: {
      ...{ status: "open", kind: "checkout", checkoutSessionId: { not: null } },
      createdAt: { lt: new Date(now - QUIET_MS) },
    },
    orderBy: { createdAt: "asc" },
    take: BATCH,
  });
  let decided = 0;
  for (const payment of open) {
    if (!(await isDue(services, payment, now))) continue;
    // One that cannot be read keeps no other waiting.
    const isDecided = await refresh(services, payment).catch((error: unknown) => {
      console.error(`payment ${payment.id} could not be asked after: ${String(error)}`);
      return false;
    });
    if (isDecided) decided += 1;
  }
  return decided;
}

/** The older a purchase, the longer until it is asked after again: some thirty times on its one day. A lost note asks once more. */
async function isDue({ redis }: Services, { id, createdAt }: PaymentModel, now: number): Promise<boolean> {
  const pauseMs = Math.max(QUIET_MS / 2, Math.floor((now - createdAt.getTime()) / 4));
  return (await redis.set(`checkout_asked:{${id}}`, "1", "PX", pauseMs, "NX")) === "OK";
}

async function refresh(services: Services, payment: PaymentModel): Promise<boolean> {
  const { stripe } = requireProcessor(services);
  const session = await stripe.checkout.sessions.retrieve(payment.checkoutSessionId ?? "");
  const { after } = await recordPaymentNews(services, payment.id, factsOfSession(session));
  return after.status !== "open";
}
