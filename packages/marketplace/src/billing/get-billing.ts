import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { MAXIMUM_PURCHASE_NANO, MINIMUM_PURCHASE_NANO } from "./purchase-amount.ts";
import { type CreditView, readCredit } from "./read-credit.ts";

export const GetBillingInput = z.object({ workspaceId: z.string() });
export type GetBillingInput = z.input<typeof GetBillingInput>;

export interface Billing {
  readonly credit: CreditView;
  /** Credit that is set aside while a payment is contested or looked into. */
  readonly frozenNano: bigint;
  /** Whether credit can be bought here at all. */
  readonly purchasesOpen: boolean;
  readonly minimumPurchaseNano: bigint;
  readonly maximumPurchaseNano: bigint;
}

/** A workspace's credit and what can be bought. Members may. */
export async function getBilling(ctx: Context, input: GetBillingInput): Promise<Billing> {
  const { workspaceId } = parseInput(GetBillingInput, input);
  requireWorkspace(ctx, workspaceId);
  const [credit, frozenNano] = await Promise.all([readCredit(ctx, workspaceId), readFrozen(ctx, workspaceId)]);
  return {
    credit,
    frozenNano,
    purchasesOpen: ctx.payments !== null,
    minimumPurchaseNano: MINIMUM_PURCHASE_NANO,
    maximumPurchaseNano: MAXIMUM_PURCHASE_NANO,
  };
}

async function readFrozen({ db }: Context, workspaceId: string): Promise<bigint> {
  const [disputes, cases] = await Promise.all([
    db.prisma.dispute.aggregate({ where: { workspaceId, status: "open" }, _sum: { frozenNano: true } }),
    db.prisma.riskCase.aggregate({ where: { workspaceId, closedAt: null }, _sum: { frozenNano: true } }),
  ]);
  return (disputes._sum.frozenNano ?? 0n) + (cases._sum.frozenNano ?? 0n);
}
