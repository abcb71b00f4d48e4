import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { getPayoutAccount } from "./get-payout-account.ts";
import type { PayoutAccountView } from "./payout-account-view.ts";
import { requirePayouts } from "./require-payouts.ts";
import { storeAccountFacts } from "./store-account-facts.ts";

export const RefreshPayoutAccountInput = z.object({ workspaceId: z.string() });
export type RefreshPayoutAccountInput = z.input<typeof RefreshPayoutAccountInput>;

/** Asks the processor how the account stands: after onboarding, and when a person wants to know. Members may. */
export async function refreshPayoutAccount(ctx: Context, input: RefreshPayoutAccountInput): Promise<PayoutAccountView> {
  const { workspaceId } = parseInput(RefreshPayoutAccountInput, input);
  requireWorkspace(ctx, workspaceId);
  const row = await ctx.db.prisma.payoutAccount.findUnique({ where: { workspaceId } });
  if (row?.processorAccountId) {
    const facts = await requirePayouts(ctx).accounts.read(row.processorAccountId);
    await ctx.db.prisma.$transaction((tx) =>
      storeAccountFacts(tx, { workspaceId, country: row.country, facts, now: ctx.now() }),
    );
  }
  return await getPayoutAccount(ctx, { workspaceId });
}
