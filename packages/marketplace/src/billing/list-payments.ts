import type { PaymentModel } from "@tollgate/db/generated/models/Payment";
import type { RefundModel } from "@tollgate/db/generated/models/Refund";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type PaymentView, toPaymentView } from "./payment-view.ts";
import { SELF_SERVE_MS } from "./refund-rules.ts";

export const ListPaymentsInput = z.object({
  workspaceId: z.string(),
  /** Id of the last payment of the page before. */
  cursor: z.string().nullish(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ListPaymentsInput = z.input<typeof ListPaymentsInput>;

export interface PaymentLine extends PaymentView {
  /** The saved card that was charged; `null` for one given on the processor's page. */
  readonly card: { readonly brand: string; readonly last4: string } | null;
  /** What was given back of it, or was to be; newest first. */
  readonly refunds: readonly { readonly id: string; readonly status: string; readonly amountCents: number }[];
  /** What its cardholder contests, in cents. */
  readonly disputedCents: number;
  /** Whether the bank gave that back to the cardholder. */
  readonly isDisputeLost: boolean;
  /** Until when the workspace can refund what is unspent of it; `null` when it cannot. */
  readonly refundableUntil: Date | null;
}

export interface PaymentPage {
  readonly payments: readonly PaymentLine[];
  readonly nextCursor: string | null;
}

/** Purchases of credit of a workspace, newest first. Members may. */
export async function listPayments(ctx: Context, input: ListPaymentsInput): Promise<PaymentPage> {
  const { workspaceId, cursor, limit } = parseInput(ListPaymentsInput, input);
  requireWorkspace(ctx, workspaceId);
  const last = cursor ? await ctx.db.prisma.payment.findFirst({ where: { id: cursor, workspaceId } }) : null;
  if (cursor && !last) throw new MarketplaceError("invalid_input", "This page does not exist.", { field: "cursor" });
  const rows = await ctx.db.prisma.payment.findMany({
    where: {
      workspaceId,
      ...(last && { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    include: { refunds: { orderBy: [{ createdAt: "desc" }, { id: "desc" }] } },
  });
  const page = rows.slice(0, limit);
  const [cards, lost] = await Promise.all([
    ctx.db.prisma.savedCard.findMany({
      where: { workspaceId, id: { in: page.flatMap(({ savedCardId }) => savedCardId ?? []) } },
    }),
    ctx.db.prisma.dispute.findMany({
      where: { status: "lost", paymentId: { in: page.map(({ id }) => id) } },
      select: { paymentId: true },
    }),
  ]);
  const isLost = new Set(lost.map(({ paymentId }) => paymentId));
  const cardOf = new Map(cards.map(({ id, brand, last4 }) => [id, { brand, last4 }]));
  return {
    payments: page.map((row) => ({
      ...toPaymentLine(row, ctx.now()),
      card: cardOf.get(row.savedCardId ?? "") ?? null,
      isDisputeLost: isLost.has(row.id),
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function toPaymentLine(
  row: PaymentModel & { readonly refunds: readonly RefundModel[] },
  now: Date,
): Omit<PaymentLine, "card" | "isDisputeLost"> {
  const { status, completedAt, amountCents, refundedCents, disputedCents } = row;
  const until = completedAt && new Date(completedAt.getTime() + SELF_SERVE_MS);
  const isLeft = status === "succeeded" && disputedCents === 0 && refundedCents < amountCents;
  return {
    ...toPaymentView(row),
    refunds: row.refunds.map(({ id, status: state, amountCents: cents }) => ({
      id,
      status: state,
      amountCents: cents,
    })),
    disputedCents,
    refundableUntil: isLeft && until && until > now ? until : null,
  };
}
