import { CreateCheckoutInput, createCheckout } from "@tollgate/marketplace/billing/create-checkout";
import { GetBillingInput, getBilling } from "@tollgate/marketplace/billing/get-billing";
import { ListPaymentsInput, listPayments } from "@tollgate/marketplace/billing/list-payments";
import { RefreshPaymentInput, refreshPayment } from "@tollgate/marketplace/billing/refresh-payment";
import {
  ListPromotionalCreditInput,
  listPromotionalCredit,
} from "@tollgate/marketplace/promotions/list-promotional-credit";
import {
  RedeemPromotionalCodeInput,
  redeemPromotionalCode,
} from "@tollgate/marketplace/promotions/redeem-promotional-code";
import { router, userProcedure } from "./trpc.ts";

export const billingRouter = router({
  get: userProcedure.input(GetBillingInput).query(({ ctx, input }) => getBilling(ctx, input)),
  payments: userProcedure.input(ListPaymentsInput).query(({ ctx, input }) => listPayments(ctx, input)),
  promotionalCredit: userProcedure
    .input(ListPromotionalCreditInput)
    .query(({ ctx, input }) => listPromotionalCredit(ctx, input)),
  redeemCode: userProcedure
    .input(RedeemPromotionalCodeInput)
    .mutation(({ ctx, input }) => redeemPromotionalCode(ctx, input)),
  createCheckout: userProcedure.input(CreateCheckoutInput).mutation(({ ctx, input }) => createCheckout(ctx, input)),
  refreshPayment: userProcedure.input(RefreshPaymentInput).mutation(({ ctx, input }) => refreshPayment(ctx, input)),
});
