import { RefundPaymentInput, refundPayment } from "@tollgate/marketplace/billing/refund-payment";
import { DecideCorrectionInput, decideCorrection } from "@tollgate/marketplace/corrections/decide-correction";
import { ExportCorrectionsInput, exportCorrections } from "@tollgate/marketplace/corrections/export-corrections";
import { GetCorrectionInput, getCorrection } from "@tollgate/marketplace/corrections/get-correction";
import { ListCorrectionsInput, listCorrections } from "@tollgate/marketplace/corrections/list-corrections";
import { ListDebtsInput, listDebts } from "@tollgate/marketplace/corrections/list-debts";
import { PreviewCallRefundInput, previewCallRefund } from "@tollgate/marketplace/corrections/preview-call-refund";
import { RefundCallInput, refundCall } from "@tollgate/marketplace/corrections/refund-call";
import { RequestAdjustmentInput, requestAdjustment } from "@tollgate/marketplace/corrections/request-adjustment";
import { RequestWriteOffInput, requestWriteOff } from "@tollgate/marketplace/corrections/request-write-off";
import { getFinanceDesk } from "@tollgate/marketplace/desk/get-finance-desk";
import { AcceptDisputeInput, acceptDispute } from "@tollgate/marketplace/disputes/accept-dispute";
import { GetDisputeInput, getDispute } from "@tollgate/marketplace/disputes/get-dispute";
import { ListDisputesInput, listDisputes } from "@tollgate/marketplace/disputes/list-disputes";
import { SubmitEvidenceInput, submitEvidence } from "@tollgate/marketplace/disputes/submit-evidence";
import { ListPayeesInput, listPayees } from "@tollgate/marketplace/payees/list-payees";
import { RecordTaxFormInput, recordTaxForm } from "@tollgate/marketplace/payees/record-tax-form";
import { SetTaxFormRuleInput, setTaxFormRule } from "@tollgate/marketplace/payees/set-tax-form-rule";
import { ApprovePayoutRunInput, approvePayoutRun } from "@tollgate/marketplace/payouts/approve-payout-run";
import { CloseMonthInput, closeMonth } from "@tollgate/marketplace/payouts/close-month";
import { ComputePayoutRunInput, computePayoutRun } from "@tollgate/marketplace/payouts/compute-payout-run";
import { GetPayoutRunInput, getPayoutRun } from "@tollgate/marketplace/payouts/get-payout-run";
import { GetRunProgressInput, getRunProgress } from "@tollgate/marketplace/payouts/get-run-progress";
import { listPayoutRuns } from "@tollgate/marketplace/payouts/list-payout-runs";
import { listPayoutSettings } from "@tollgate/marketplace/payouts/list-payout-settings";
import { PreviewPayoutRunInput, previewPayoutRun } from "@tollgate/marketplace/payouts/preview-payout-run";
import { RetryPayoutItemInput, retryPayoutItem } from "@tollgate/marketplace/payouts/retry-payout-item";
import { ReviewPayoutRunInput, reviewPayoutRun } from "@tollgate/marketplace/payouts/review-payout-run";
import { SetPayeePauseInput, setPayeePause } from "@tollgate/marketplace/payouts/set-payee-pause";
import { SetPayoutTermsInput, setPayoutTerms } from "@tollgate/marketplace/payouts/set-payout-terms";
import { StartPayoutRunInput, startPayoutRun } from "@tollgate/marketplace/payouts/start-payout-run";
import { GetPaymentInput, getPayment } from "@tollgate/marketplace/refunds/get-payment";
import { ListRefundsInput, listRefunds } from "@tollgate/marketplace/refunds/list-refunds";
import { RetryRefundInput, retryRefund } from "@tollgate/marketplace/refunds/retry-refund";
import { ListAccountsInput, listAccounts } from "@tollgate/marketplace/reports/list-accounts";
import { trialBalance } from "@tollgate/marketplace/reports/trial-balance";
import { listTaxThresholds } from "@tollgate/marketplace/tax-thresholds/list-tax-thresholds";
import { SetTaxThresholdInput, setTaxThreshold } from "@tollgate/marketplace/tax-thresholds/set-tax-threshold";
import {
  WithdrawTaxThresholdInput,
  withdrawTaxThreshold,
} from "@tollgate/marketplace/tax-thresholds/withdraw-tax-threshold";
import { router, userProcedure } from "./trpc.ts";

export const financeRouter = router({
  desk: userProcedure.query(({ ctx }) => getFinanceDesk(ctx)),
  corrections: userProcedure.input(ListCorrectionsInput).query(({ ctx, input }) => listCorrections(ctx, input)),
  correction: userProcedure.input(GetCorrectionInput).query(({ ctx, input }) => getCorrection(ctx, input)),
  exportCorrections: userProcedure
    .input(ExportCorrectionsInput)
    .query(({ ctx, input }) => exportCorrections(ctx, input)),
  previewRefund: userProcedure.input(PreviewCallRefundInput).query(({ ctx, input }) => previewCallRefund(ctx, input)),
  requestAdjustment: userProcedure
    .input(RequestAdjustmentInput)
    .mutation(({ ctx, input }) => requestAdjustment(ctx, input)),
  requestWriteOff: userProcedure.input(RequestWriteOffInput).mutation(({ ctx, input }) => requestWriteOff(ctx, input)),
  debts: userProcedure.input(ListDebtsInput).query(({ ctx, input }) => listDebts(ctx, input)),
  refundCall: userProcedure.input(RefundCallInput).mutation(({ ctx, input }) => refundCall(ctx, input)),
  decideCorrection: userProcedure
    .input(DecideCorrectionInput)
    .mutation(({ ctx, input }) => decideCorrection(ctx, input)),
  closeMonth: userProcedure.input(CloseMonthInput).mutation(({ ctx, input }) => closeMonth(ctx, input)),
  previewRun: userProcedure.input(PreviewPayoutRunInput).query(({ ctx, input }) => previewPayoutRun(ctx, input)),
  computeRun: userProcedure.input(ComputePayoutRunInput).mutation(({ ctx, input }) => computePayoutRun(ctx, input)),
  approveRun: userProcedure.input(ApprovePayoutRunInput).mutation(({ ctx, input }) => approvePayoutRun(ctx, input)),
  startRun: userProcedure.input(StartPayoutRunInput).mutation(({ ctx, input }) => startPayoutRun(ctx, input)),
  runProgress: userProcedure.input(GetRunProgressInput).query(({ ctx, input }) => getRunProgress(ctx, input)),
  reviewRun: userProcedure.input(ReviewPayoutRunInput).query(({ ctx, input }) => reviewPayoutRun(ctx, input)),
  pausePayee: userProcedure.input(SetPayeePauseInput).mutation(({ ctx, input }) => setPayeePause(ctx, input)),
  retryItem: userProcedure.input(RetryPayoutItemInput).mutation(({ ctx, input }) => retryPayoutItem(ctx, input)),
  runs: userProcedure.query(({ ctx }) => listPayoutRuns(ctx)),
  run: userProcedure.input(GetPayoutRunInput).query(({ ctx, input }) => getPayoutRun(ctx, input)),
  payees: userProcedure.input(ListPayeesInput).query(({ ctx, input }) => listPayees(ctx, input)),
  recordTaxForm: userProcedure.input(RecordTaxFormInput).mutation(({ ctx, input }) => recordTaxForm(ctx, input)),
  payoutSettings: userProcedure.query(({ ctx }) => listPayoutSettings(ctx)),
  setPayoutTerms: userProcedure.input(SetPayoutTermsInput).mutation(({ ctx, input }) => setPayoutTerms(ctx, input)),
  setTaxFormRule: userProcedure.input(SetTaxFormRuleInput).mutation(({ ctx, input }) => setTaxFormRule(ctx, input)),
  taxThresholds: userProcedure.query(({ ctx }) => listTaxThresholds(ctx)),
  setTaxThreshold: userProcedure.input(SetTaxThresholdInput).mutation(({ ctx, input }) => setTaxThreshold(ctx, input)),
  withdrawTaxThreshold: userProcedure
    .input(WithdrawTaxThresholdInput)
    .mutation(({ ctx, input }) => withdrawTaxThreshold(ctx, input)),
  trialBalance: userProcedure.query(({ ctx }) => trialBalance(ctx)),
  accounts: userProcedure.input(ListAccountsInput).query(({ ctx, input }) => listAccounts(ctx, input)),
  disputes: userProcedure.input(ListDisputesInput).query(({ ctx, input }) => listDisputes(ctx, input)),
  dispute: userProcedure.input(GetDisputeInput).query(({ ctx, input }) => getDispute(ctx, input)),
  submitEvidence: userProcedure.input(SubmitEvidenceInput).mutation(({ ctx, input }) => submitEvidence(ctx, input)),
  acceptDispute: userProcedure.input(AcceptDisputeInput).mutation(({ ctx, input }) => acceptDispute(ctx, input)),
  payment: userProcedure.input(GetPaymentInput).query(({ ctx, input }) => getPayment(ctx, input)),
  refunds: userProcedure.input(ListRefundsInput).query(({ ctx, input }) => listRefunds(ctx, input)),
  retryRefund: userProcedure.input(RetryRefundInput).mutation(({ ctx, input }) => retryRefund(ctx, input)),
  refundPayment: userProcedure.input(RefundPaymentInput).mutation(({ ctx, input }) => refundPayment(ctx, input)),
});
