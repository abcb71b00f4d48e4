import type { PayoutSettings } from "@tollgate/payouts/payout-settings";
import { type AuditInput, type Context, recordAudit, requireUser } from "../context.ts";
import { readPayoutSettings } from "./payout-settings.ts";

interface PayoutSettingsChange {
  readonly set: Partial<Omit<PayoutSettings, "version">>;
  readonly note: string;
  readonly action: string;
  readonly detail: NonNullable<AuditInput["detail"]>;
}

/** Makes a new version of the payout settings; closed months keep theirs. The caller has checked who asks. @returns the version. */
export async function changePayoutSettings(ctx: Context, { set, note, action, detail }: PayoutSettingsChange) {
  const createdById = requireUser(ctx);
  return await ctx.db.prisma.$transaction(async (tx) => {
    // Of two people at once the later one goes on from what the other has set.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('payout settings', 0))`;
    const before = await readPayoutSettings(tx);
    const version = before.version + 1;
    await tx.payoutSettingsVersion.create({ data: { ...before, ...set, version, note, createdById } });
    const subjectId = `payout settings ${version}`;
    await recordAudit(tx, ctx, { action, workspaceId: null, subjectId, detail: { ...detail, note } });
    return version;
  });
}
