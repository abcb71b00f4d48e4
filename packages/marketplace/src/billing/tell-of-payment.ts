import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import { formatUsd } from "@tollgate/money/nano";
import type { Services } from "../context.ts";
import { momentWords } from "../mail-time.ts";

/**
 * Tells a workspace's owners and admins when a payment that nobody watches needs them or failed: by e-mail, once, by whoever made the change.
 * An e-mail that cannot be sent changes nothing; the billing page says the same.
 */
export async function tellOfPayment(services: Services, before: PaymentModel, after: PaymentModel): Promise<void> {
  if (after.kind !== "automatic") return;
  const needsOwner = before.actionRequiredAt === null && after.actionRequiredAt !== null;
  const failed = before.status === "open" && after.status === "failed";
  if (!needsOwner && !failed) return;
  const [workspace, members] = await Promise.all([
    services.db.prisma.workspace.findUniqueOrThrow({ where: { id: after.workspaceId } }),
    services.db.prisma.membership.findMany({
      where: { workspaceId: after.workspaceId, role: { in: ["owner", "admin"] } },
      select: { user: { select: { email: true } } },
    }),
  ]);
  const amount = `${formatUsd(after.creditNano, 2)} USD`;
  const billing = `${services.urls.console}/w/${workspace.slug}/billing`;
  const mail = needsOwner
    ? {
        subject: `Approve a payment of ${amount} for ${workspace.name}`,
        text: `The bank wants you to approve the automatic top-up of ${amount} for ${workspace.name}. Until then no credit is added.\n\nApprove the payment: ${billing}/confirm/${after.id}\n`,
      }
    : {
        subject: `An automatic top-up of ${workspace.name} failed`,
        text: `${whyFailed(before, after, amount)} for ${workspace.name}. Nothing was charged. ${await whatNext(services, after)}\n\nSee to it: ${billing}\n`,
      };
  for (const { user } of members) {
    await services.mailer.send({ to: user.email, ...mail }).catch((error: unknown) => {
      console.error(`the e-mail about payment ${after.id} was not sent: ${String(error)}`);
    });
  }
}

function whyFailed(before: PaymentModel, { failureCode }: PaymentModel, amount: string): string {
  if (before.actionRequiredAt !== null && failureCode === null) return `Nobody approved the payment of ${amount}`;
  return `The card refused ${amount} (${(failureCode ?? "no reason given").replaceAll("_", " ")})`;
}

/** When it is tried again, or that it is not. */
async function whatNext({ db }: Services, { workspaceId }: PaymentModel): Promise<string> {
  const profile = await db.prisma.billingProfile.findUnique({ where: { workspaceId } });
  if (!profile?.topUpEnabled)
    return "Automatic top-up is off now: turn it on again when the card is in order. Until then calls stop when credit is used up.";
  const at = profile.topUpNotBefore;
  return `We try again ${at ? `on ${momentWords(at)}` : "later"}, and turn topping up off after four failures in a row.`;
}
