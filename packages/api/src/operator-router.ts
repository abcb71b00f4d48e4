import { ApplyCatalogueInput, applyCatalogue } from "@tollgate/marketplace/catalogue/apply-catalogue";
import { getCatalogueReview } from "@tollgate/marketplace/catalogue/get-catalogue-review";
import { listFees } from "@tollgate/marketplace/fees/list-fees";
import { PreviewFeeInput, previewFee } from "@tollgate/marketplace/fees/preview-fee";
import { PublishFeeInput, publishFee } from "@tollgate/marketplace/fees/publish-fee";
import { WithdrawFeeInput, withdrawFee } from "@tollgate/marketplace/fees/withdraw-fee";
import { CheckChainHeadInput, checkChainHead } from "@tollgate/marketplace/operations/check-chain-head";
import { getChainHead } from "@tollgate/marketplace/operations/get-chain-head";
import { getPlatformHealth } from "@tollgate/marketplace/operations/get-platform-health";
import { ListLedgerAuditsInput, listLedgerAudits } from "@tollgate/marketplace/operations/list-ledger-audits";
import { SearchByIdInput, searchById } from "@tollgate/marketplace/operations/search-by-id";
import { GetStripeEventInput, getStripeEvent } from "@tollgate/marketplace/processor-events/get-stripe-event";
import { ListStripeEventsInput, listStripeEvents } from "@tollgate/marketplace/processor-events/list-stripe-events";
import { RetryStripeEventInput, retryStripeEvent } from "@tollgate/marketplace/processor-events/retry-stripe-event";
import { ApproveEndpointInput, approveEndpoint } from "@tollgate/marketplace/providers/approve-endpoint";
import { GetEndpointReviewInput, getEndpointReview } from "@tollgate/marketplace/providers/get-endpoint-review";
import { ListEndpointReviewsInput, listEndpointReviews } from "@tollgate/marketplace/providers/list-endpoint-reviews";
import { RejectEndpointInput, rejectEndpoint } from "@tollgate/marketplace/providers/reject-endpoint";
import { SuspendEndpointInput, suspendEndpoint } from "@tollgate/marketplace/providers/suspend-endpoint";
import { CorrectPriceInput, correctPrice } from "@tollgate/marketplace/quarantine/correct-price";
import { GetQuarantinedInput, getQuarantined } from "@tollgate/marketplace/quarantine/get-quarantined";
import { ListQuarantineInput, listQuarantine } from "@tollgate/marketplace/quarantine/list-quarantine";
import { ReplayQuarantineInput, replayQuarantine } from "@tollgate/marketplace/quarantine/replay-quarantine";
import { ResolveQuarantinedInput, resolveQuarantined } from "@tollgate/marketplace/quarantine/resolve-quarantined";
import { DecideRecoveryInput, decideRecovery } from "@tollgate/marketplace/recovery/decide-recovery";
import { ListRecoveriesInput, listRecoveries } from "@tollgate/marketplace/recovery/list-recoveries";
import { CloseRiskCaseInput, closeRiskCase } from "@tollgate/marketplace/risk/close-risk-case";
import { FreezeCreditInput, freezeCredit } from "@tollgate/marketplace/risk/freeze-credit";
import { ListRiskCasesInput, listRiskCases } from "@tollgate/marketplace/risk/list-risk-cases";
import { router, userProcedure } from "./trpc.ts";

export const operatorRouter = router({
  catalogue: userProcedure.query(({ ctx }) => getCatalogueReview(ctx)),
  applyCatalogue: userProcedure.input(ApplyCatalogueInput).mutation(({ ctx, input }) => applyCatalogue(ctx, input)),
  health: userProcedure.query(({ ctx }) => getPlatformHealth(ctx)),
  search: userProcedure.input(SearchByIdInput).query(({ ctx, input }) => searchById(ctx, input)),
  reviews: userProcedure.input(ListEndpointReviewsInput).query(({ ctx, input }) => listEndpointReviews(ctx, input)),
  review: userProcedure.input(GetEndpointReviewInput).query(({ ctx, input }) => getEndpointReview(ctx, input)),
  approve: userProcedure.input(ApproveEndpointInput).mutation(({ ctx, input }) => approveEndpoint(ctx, input)),
  reject: userProcedure.input(RejectEndpointInput).mutation(({ ctx, input }) => rejectEndpoint(ctx, input)),
  suspend: userProcedure.input(SuspendEndpointInput).mutation(({ ctx, input }) => suspendEndpoint(ctx, input)),
  audits: userProcedure.input(ListLedgerAuditsInput).query(({ ctx, input }) => listLedgerAudits(ctx, input)),
  chainHead: userProcedure.query(({ ctx }) => getChainHead(ctx)),
  checkChainHead: userProcedure.input(CheckChainHeadInput).query(({ ctx, input }) => checkChainHead(ctx, input)),
  quarantined: userProcedure.input(GetQuarantinedInput).query(({ ctx, input }) => getQuarantined(ctx, input)),
  correctPrice: userProcedure.input(CorrectPriceInput).mutation(({ ctx, input }) => correctPrice(ctx, input)),
  resolveQuarantined: userProcedure
    .input(ResolveQuarantinedInput)
    .mutation(({ ctx, input }) => resolveQuarantined(ctx, input)),
  replayQuarantine: userProcedure
    .input(ReplayQuarantineInput)
    .mutation(({ ctx, input }) => replayQuarantine(ctx, input)),
  quarantine: userProcedure.input(ListQuarantineInput).query(({ ctx, input }) => listQuarantine(ctx, input)),
  stripeEvents: userProcedure.input(ListStripeEventsInput).query(({ ctx, input }) => listStripeEvents(ctx, input)),
  stripeEvent: userProcedure.input(GetStripeEventInput).query(({ ctx, input }) => getStripeEvent(ctx, input)),
  retryStripeEvent: userProcedure
    .input(RetryStripeEventInput)
    .mutation(({ ctx, input }) => retryStripeEvent(ctx, input)),
  fees: userProcedure.query(({ ctx }) => listFees(ctx)),
  previewFee: userProcedure.input(PreviewFeeInput).query(({ ctx, input }) => previewFee(ctx, input)),
  publishFee: userProcedure.input(PublishFeeInput).mutation(({ ctx, input }) => publishFee(ctx, input)),
  withdrawFee: userProcedure.input(WithdrawFeeInput).mutation(({ ctx, input }) => withdrawFee(ctx, input)),
  recoveries: userProcedure.input(ListRecoveriesInput).query(({ ctx, input }) => listRecoveries(ctx, input)),
  decideRecovery: userProcedure.input(DecideRecoveryInput).mutation(({ ctx, input }) => decideRecovery(ctx, input)),
  riskCases: userProcedure.input(ListRiskCasesInput).query(({ ctx, input }) => listRiskCases(ctx, input)),
  freezeCredit: userProcedure.input(FreezeCreditInput).mutation(({ ctx, input }) => freezeCredit(ctx, input)),
  closeRiskCase: userProcedure.input(CloseRiskCaseInput).mutation(({ ctx, input }) => closeRiskCase(ctx, input)),
});
