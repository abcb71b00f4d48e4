import { BuyWithCardInput, buyWithCard } from "@tollgate/marketplace/billing/buy-with-card";
import { CompletePaymentInput, completePayment } from "@tollgate/marketplace/billing/complete-payment";
import { CreateCheckoutInput, createCheckout } from "@tollgate/marketplace/billing/create-checkout";
import { GetBillingInput, getBilling } from "@tollgate/marketplace/billing/get-billing";
import { GetPaymentMethodsInput, getPaymentMethods } from "@tollgate/marketplace/billing/get-payment-methods";
import { ListPaymentsInput, listPayments } from "@tollgate/marketplace/billing/list-payments";
import { RefreshCardsInput, refreshCards } from "@tollgate/marketplace/billing/refresh-cards";
import { RefreshPaymentInput, refreshPayment } from "@tollgate/marketplace/billing/refresh-payment";
import { RemoveCardInput, removeCard } from "@tollgate/marketplace/billing/remove-card";
import { RequestRefundInput, requestRefund } from "@tollgate/marketplace/billing/request-refund";
import { SaveCardInput, saveCard } from "@tollgate/marketplace/billing/save-card";
import { SetBillingDetailsInput, setBillingDetails } from "@tollgate/marketplace/billing/set-billing-details";
import { SetDefaultCardInput, setDefaultCard } from "@tollgate/marketplace/billing/set-default-card";
import { SetTopUpInput, setTopUp } from "@tollgate/marketplace/billing/set-top-up";
import {
  ListPromotionalCreditInput,
  listPromotionalCredit,
} from "@tollgate/marketplace/promotions/list-promotional-credit";
import {
  RedeemPromotionalCodeInput,
  redeemPromotionalCode,
} from "@tollgate/marketplace/promotions/redeem-promotional-code";
import { PreviewRefundInput, previewRefund } from "@tollgate/marketplace/refunds/preview-refund";
import { router, userProcedure } from "./trpc.ts";

export const billingRouter = router({
  get: userProcedure.input(GetBillingInput).query(({ ctx, input }) => getBilling(ctx, input)),
  paymentMethods: userProcedure.input(GetPaymentMethodsInput).query(({ ctx, input }) => getPaymentMethods(ctx, input)),
  payments: userProcedure.input(ListPaymentsInput).query(({ ctx, input }) => listPayments(ctx, input)),
  promotionalCredit: userProcedure
    .input(ListPromotionalCreditInput)
    .query(({ ctx, input }) => listPromotionalCredit(ctx, input)),
  redeemCode: userProcedure
    .input(RedeemPromotionalCodeInput)
    .mutation(({ ctx, input }) => redeemPromotionalCode(ctx, input)),
  createCheckout: userProcedure.input(CreateCheckoutInput).mutation(({ ctx, input }) => createCheckout(ctx, input)),
  refreshPayment: userProcedure.input(RefreshPaymentInput).mutation(({ ctx, input }) => refreshPayment(ctx, input)),
  saveCard: userProcedure.input(SaveCardInput).mutation(({ ctx, input }) => saveCard(ctx, input)),
  refreshCards: userProcedure.input(RefreshCardsInput).mutation(({ ctx, input }) => refreshCards(ctx, input)),
  removeCard: userProcedure.input(RemoveCardInput).mutation(({ ctx, input }) => removeCard(ctx, input)),
  setDefaultCard: userProcedure.input(SetDefaultCardInput).mutation(({ ctx, input }) => setDefaultCard(ctx, input)),
  setTopUp: userProcedure.input(SetTopUpInput).mutation(({ ctx, input }) => setTopUp(ctx, input)),
  setBillingDetails: userProcedure
    .input(SetBillingDetailsInput)
    .mutation(({ ctx, input }) => setBillingDetails(ctx, input)),
  buyWithCard: userProcedure.input(BuyWithCardInput).mutation(({ ctx, input }) => buyWithCard(ctx, input)),
  completePayment: userProcedure.input(CompletePaymentInput).mutation(({ ctx, input }) => completePayment(ctx, input)),
  previewRefund: userProcedure.input(PreviewRefundInput).query(({ ctx, input }) => previewRefund(ctx, input)),
  requestRefund: userProcedure.input(RequestRefundInput).mutation(({ ctx, input }) => requestRefund(ctx, input)),
});
