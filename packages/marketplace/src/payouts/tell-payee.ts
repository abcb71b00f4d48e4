import type { Services } from "../context.ts";

export interface PayeeMail {
  readonly workspaceId: string;
  readonly subject: string;
  readonly text: string;
}

/** Writes to the owners and admins of a payee. Failing to send never undoes the deed it tells of; the payouts page says the same. */
export async function tellPayee(services: Services, { workspaceId, subject, text }: PayeeMail): Promise<void> {
  const members = await services.db.prisma.membership.findMany({
    where: { workspaceId, role: { in: ["owner", "admin"] } },
    include: { workspace: true, user: { select: { email: true } } },
  });
  for (const { user, workspace } of members) {
    const link = `${services.urls.console}/w/${workspace.slug}/payouts`;
    await services.mailer
      .send({ to: user.email, subject, text: `${text}\n\nPayouts of ${workspace.name}: ${link}\n` })
      .catch((error: unknown) => console.error(`a payee of ${workspaceId} was not told: ${String(error)}`));
  }
}
