import type { Services } from "../context.ts";
import type { Mail } from "../mailer.ts";

export type MailWords = Pick<Mail, "subject" | "text">;

/**
 * Mails the owners and admins of a workspace, each apart. Never throws for a mail that was not taken.
 * @returns whether somebody was reached, or there is nobody to reach.
 */
export async function mailAdmins(
  { db, mailer }: Pick<Services, "db" | "mailer">,
  workspaceId: string,
  words: (workspace: { readonly name: string; readonly slug: string }) => MailWords,
): Promise<boolean> {
  const workspace = await db.prisma.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    include: { memberships: { where: { role: { in: ["owner", "admin"] } }, include: { user: true } } },
  });
  const mail = words(workspace);
  const results = await Promise.allSettled(
    workspace.memberships.map(({ user }) => mailer.send({ to: user.email, ...mail })),
  );
  return results.length === 0 || results.some(({ status }) => status === "fulfilled");
}
