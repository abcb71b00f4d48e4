import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { Services } from "../context.ts";
import { projectCredit } from "../settlement/project-credit.ts";
import { applyPayment, lockPayment } from "./apply-payment.ts";
import { decidePayment, effectOf, type PaymentFacts } from "./decide-payment.ts";
import { tellOfPayment } from "./tell-of-payment.ts";

/** Records what the processor answered about a payment. It has the same effect as the processor's event, and together they act once. */
export async function recordPaymentNews(services: Services, paymentId: string, facts: PaymentFacts) {
  const news = await services.db.prisma.$transaction(async (tx) => {
    const before = await lockPayment(tx, paymentId);
    if (!before) throw new Error(`payment ${paymentId} does not exist`);
    const decision = decidePayment(before, facts);
    await applyPayment(tx, { payment: before, facts, decision, now: services.now() });
    const after: PaymentModel = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    return { before, after, decision };
  });
  if (news.decision.kind === "mismatch")
    console.error(`payment ${paymentId} does not match what was asked for: ${effectOf(news.decision)}`);
  if (news.after.status === "succeeded") await projectCredit(services, news.after.workspaceId);
  await tellOfPayment(services, news.before, news.after);
  return news;
}
