import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import { formatUsd } from "@tollgate/money/nano";
import type { Services } from "../context.ts";

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
        text: `The bank wants you to approve the automatic top-up of ${amount} for ${workspace.name}. Until then no credit is added.\n\nApprove it here: ${billing}/confirm/${after.id}\n`,
      }
    : {
        subject: `An automatic top-up of ${workspace.name} failed`,
        text: `The card refused ${amount} for ${workspace.name} (${(after.failureCode ?? "no reason given").replaceAll("_", " ")}). Nothing was charged. We try again later, and stop after four failures.\n\nSee to it here: ${billing}\n`,
      };
  for (const { user } of members) {
    await services.mailer.send({ to: user.email, ...mail }).catch((error: unknown) => {
      console.error(`the e-mail about payment ${after.id} was not sent: ${String(error)}`);
    });
  }
}
