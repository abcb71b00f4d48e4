import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import { namesOfPeople } from "../access/names-of-people.ts";
import { type Context, requireStaff } from "../context.ts";

/** One version of the payout settings; the newest is in force. */
export interface PayoutSettingsView extends PayoutSettings {
  readonly note: string;
  readonly createdAt: Date;
  /** Who set it; `null` for those the platform began with. */
  readonly createdBy: string | null;
}

/** Every version of the payout settings, newest first: a person writes each, so there are few. Finance and operators may. */
export async function listPayoutSettings(ctx: Context): Promise<PayoutSettingsView[]> {
  requireStaff(ctx);
  const rows = await ctx.db.prisma.payoutSettingsVersion.findMany({
    orderBy: { version: "desc" },
  });
  const nameOf = await namesOfPeople(
    ctx,
    rows.map(({ createdById }) => createdById),
  );
  return rows.map(({ createdById, ...row }) => ({ ...row, createdBy: nameOf(createdById) }));
}
