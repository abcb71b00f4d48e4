import { formatUsd } from "@tollgate/money/nano";
import { mailAdmins } from "../access/mail-admins.ts";
import type { Services } from "../context.ts";
import { type DueSponsorship, monthOf } from "./fund-sponsorships.ts";

/** Tells builders that their credit does not cover what their app sponsors: once per app and month, however long it lasts. */
export async function tellUnfunded(services: Services, unfunded: readonly DueSponsorship[]): Promise<void> {
  const apps = Map.groupBy(unfunded, ({ appId }) => appId);
  for (const [appId, due] of apps) {
    const [first] = due;
    if (!first) continue;
    const month = new Date(monthOf(services.now()));
    const { count } = await services.db.prisma.sponsorshipNotice.createMany({
      data: [{ appId, month }],
      skipDuplicates: true,
    });
    if (count === 0) continue;
    const reached = await mailAdmins(services, first.builderWorkspaceId, ({ slug }) =>
      words(services, due, { first, slug }),
    );
    // Nobody could be reached: a later pass tries again.
    if (!reached) await services.db.prisma.sponsorshipNotice.deleteMany({ where: { appId, month } });
  }
}

function words(
  { urls }: Services,
  due: readonly DueSponsorship[],
  { first, slug }: { readonly first: DueSponsorship; readonly slug: string },
) {
  const customers = due.length === 1 ? "one customer" : `${due.length} customers`;
  const missing = due.reduce((sum, { amountNano }) => sum + amountNano, 0n);
  const text = [
    `“${first.appName}” sponsors calls of its customers, out of your workspace’s credit. This month it does not cover ${customers}:`,
    `${formatUsd(missing, 2)} USD of paid credit is needed for them. Until then they have no allowance and pay for their calls themselves.`,
    "",
    "Buy credit and the allowances are set aside within a minute, or publish a margin that sponsors less.",
    "",
    `Buy credit: ${urls.console}/w/${slug}/billing`,
    `See the app’s margin: ${urls.console}/w/${slug}/apps/${first.appId}/margin`,
  ].join("\n");
  return { subject: `${first.appName} cannot sponsor ${customers} this month`, text };
}
