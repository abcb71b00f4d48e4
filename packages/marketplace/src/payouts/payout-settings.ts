import type { PayoutSettingsVersionModel } from "@tollgate/db/generated/models/PayoutSettingsVersion";
import type { Database, Transaction } from "@tollgate/db/open-database";
import type { Month } from "@tollgate/payouts/months";
import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import { monthColumn } from "./month-input.ts";

/** The settings in force now. */
export async function readPayoutSettings(db: Transaction | Database["prisma"]): Promise<PayoutSettings> {
  return toSettings(await db.payoutSettingsVersion.findFirstOrThrow({ orderBy: { version: "desc" } }));
}

/** The settings a month goes by: those in force when it closed, or now while it is open. */
export async function settingsOfMonth(db: Transaction | Database["prisma"], month: Month): Promise<PayoutSettings> {
  const period = await db.ledgerPeriod.findUnique({ where: { month: monthColumn(month) } });
  if (!period) return await readPayoutSettings(db);
  return toSettings(await db.payoutSettingsVersion.findUniqueOrThrow({ where: { version: period.settingsVersion } }));
}

function toSettings({
  note: _,
  createdById: _by,
  createdAt: _at,
  ...settings
}: PayoutSettingsVersionModel): PayoutSettings {
  return settings;
}
