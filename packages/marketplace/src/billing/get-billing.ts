import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { MAXIMUM_PURCHASE_NANO, MINIMUM_PURCHASE_NANO } from "./purchase-amount.ts";
import { type CreditView, readCredit } from "./read-credit.ts";

export const GetBillingInput = z.object({ workspaceId: z.string() });
export type GetBillingInput = z.input<typeof GetBillingInput>;

export interface Billing {
  readonly credit: CreditView;
  /** Whether credit can be bought here at all. */
  readonly purchasesOpen: boolean;
  readonly minimumPurchaseNano: bigint;
  readonly maximumPurchaseNano: bigint;
}

/** A workspace's credit and what can be bought. Members may. */
export async function getBilling(ctx: Context, input: GetBillingInput): Promise<Billing> {
  const { workspaceId } = parseInput(GetBillingInput, input);
  requireWorkspace(ctx, workspaceId);
  return {
    credit: await readCredit(ctx, workspaceId),
    purchasesOpen: ctx.payments !== null,
    minimumPurchaseNano: MINIMUM_PURCHASE_NANO,
    maximumPurchaseNano: MAXIMUM_PURCHASE_NANO,
  };
}
