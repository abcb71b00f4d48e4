import type { Services } from "../context.ts";
import { dayWords } from "../mail-time.ts";
import type { MarginView } from "./margin-view.ts";

/** Tells the owners of every workspace that pays an app that its margin rises and needs their consent. Never fails the verb. */
export async function announceHigherMargin(services: Services, appId: string, margin: MarginView): Promise<void> {
  const grants = await services.db.prisma.grant.findMany({
    where: { appId, status: "active" },
    select: {
      app: { select: { name: true } },
      workspace: {
        select: {
          name: true,
          slug: true,
          memberships: { where: { role: "owner" }, select: { user: { select: { email: true } } } },
        },
      },
    },
  });
  const day = dayWords(margin.effectiveAt);
  for (const { app, workspace } of grants) {
    const text = [
      `The app “${app.name}” has announced a higher margin for “${workspace.name}”, from ${day} (UTC).`,
      "",
      "It applies to you only if you accept it. If you do not, the app’s calls are refused from that day on; nothing is ever charged at a margin you did not accept.",
      "",
      `See it and decide: ${services.urls.console}/connect/${appId}?workspace=${workspace.slug}`,
    ].join("\n");
    for (const { user } of workspace.memberships) {
      try {
        await services.mailer.send({ to: user.email, subject: `${app.name} asks for a higher margin`, text });
      } catch (error) {
        console.error("a margin announcement was not sent", error);
      }
    }
  }
}
