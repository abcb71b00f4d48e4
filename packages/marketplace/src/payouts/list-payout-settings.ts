import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import { type Context, requireStaff } from "../context.ts";

/** One version of the payout settings; the newest is in force. */
export interface PayoutSettingsView extends PayoutSettings {
  readonly note: string;
  readonly createdAt: Date;
  /** Who set it; `null` for those the platform began with. */
  readonly createdBy: string | null;
}

/** More are not kept in sight: somebody who changes them daily reads half a year back. */
const MOST_VERSIONS = 200;

/** The payout settings, newest first. Finance and operators may. */
export async function listPayoutSettings(ctx: Context): Promise<PayoutSettingsView[]> {
  requireStaff(ctx);
  const rows = await ctx.db.prisma.payoutSettingsVersion.findMany({
    orderBy: { version: "desc" },
    take: MOST_VERSIONS,
  });
  const people = await ctx.db.prisma.user.findMany({
    where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map(({ createdById, ...row }) => ({
    ...row,
    createdBy: createdById === null ? null : (names.get(createdById) ?? createdById),
  }));
}
