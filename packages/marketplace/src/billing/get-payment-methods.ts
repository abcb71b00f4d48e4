import { NANO_PER_CENT } from "@tollgate/money/nano";
import { monthBounds, monthOf } from "@tollgate/payouts/months";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { chargedThisMonth } from "./top-up-ceiling.ts";

export const GetPaymentMethodsInput = z.object({ workspaceId: z.string() });
export type GetPaymentMethodsInput = z.input<typeof GetPaymentMethodsInput>;

export interface SavedCardView {
  readonly id: string;
  /** As the processor names it, such as `visa`. */
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly isDefault: boolean;
}

export interface TopUpView {
  readonly enabled: boolean;
  readonly thresholdNano: bigint;
  readonly amountNano: bigint;
  readonly monthlyNano: bigint;
  /** What it has charged, or is charging, in the running UTC month. */
  readonly chargedNano: bigint;
  /** When a month's ceiling starts over. */
  readonly resetsAt: Date;
  /** Failures since the last payment that went through. */
  readonly failures: number;
  /** When it tries again after a failure. */
  readonly notBefore: Date | null;
}

export interface PaymentMethods {
  /** Oldest first. */
  readonly cards: readonly SavedCardView[];
  /** `null` until somebody has chosen amounts. */
  readonly topUp: TopUpView | null;
  /** Who the buyer is on invoices; empty until somebody says. */
  readonly details: BillingDetails;
}

export interface BillingDetails {
  readonly legalName: string;
  readonly address: string;
  readonly country: string;
  readonly taxId: string;
}

/** Cards a workspace pays with, and when credit is bought without anybody asking. Members may. */
export async function getPaymentMethods(ctx: Context, input: GetPaymentMethodsInput): Promise<PaymentMethods> {
  const { workspaceId } = parseInput(GetPaymentMethodsInput, input);
  requireWorkspace(ctx, workspaceId);
  const now = ctx.now();
  const [profile, cards, chargedCents] = await Promise.all([
    ctx.db.prisma.billingProfile.findUnique({ where: { workspaceId } }),
    ctx.db.prisma.savedCard.findMany({
      where: { workspaceId, removedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    chargedThisMonth(ctx.db.prisma, workspaceId, now),
  ]);
  return {
    cards: cards.map(({ id, brand, last4, expMonth, expYear }) => ({
      id,
      brand,
      last4,
      expMonth,
      expYear,
      isDefault: id === profile?.defaultCardId,
    })),
    topUp:
      profile && profile.topUpCents > 0
        ? {
            enabled: profile.topUpEnabled,
            thresholdNano: profile.topUpThresholdNano,
            amountNano: BigInt(profile.topUpCents) * NANO_PER_CENT,
            monthlyNano: BigInt(profile.topUpMonthlyCents) * NANO_PER_CENT,
            chargedNano: BigInt(chargedCents) * NANO_PER_CENT,
            resetsAt: monthBounds(monthOf(now)).end,
            failures: profile.topUpFailures,
            notBefore: profile.topUpNotBefore,
          }
        : null,
    details: {
      legalName: profile?.legalName ?? "",
      address: profile?.address ?? "",
      country: profile?.country ?? "",
      taxId: profile?.taxId ?? "",
    },
  };
}
