import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type PayoutAccountView, toPayoutAccountView } from "./payout-account-view.ts";
import { readPayoutSettings } from "./payout-settings.ts";

export const GetPayoutAccountInput = z.object({ workspaceId: z.string() });
export type GetPayoutAccountInput = z.input<typeof GetPayoutAccountInput>;

/** Where a workspace's earnings are sent. Members may look. */
export async function getPayoutAccount(ctx: Context, input: GetPayoutAccountInput): Promise<PayoutAccountView> {
  const { workspaceId } = parseInput(GetPayoutAccountInput, input);
  requireWorkspace(ctx, workspaceId);
  const [row, settings] = await Promise.all([
    ctx.db.prisma.payoutAccount.findUnique({ where: { workspaceId } }),
    readPayoutSettings(ctx.db.prisma),
  ]);
  return toPayoutAccountView(row, settings);
}
