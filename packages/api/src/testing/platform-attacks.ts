import type { Attack } from "./attacks.ts";
import { MONEY_BACK } from "./money-back-attacks.ts";

/** Work for the marketplace itself: only the platform role counts, and no workspace role stands in for it. */
export const PLATFORM: Record<string, Attack> = {
  ...MONEY_BACK,
  "operator.reviews": (caller) => caller.operator.reviews({}),
  "operator.review": (caller, { endpointId }) => caller.operator.review({ endpointId }),
  "operator.approve": (caller, { endpointId }) => caller.operator.approve({ endpointId }),
  "operator.reject": (caller, { endpointId }) => caller.operator.reject({ endpointId, note: "Not today." }),
  "operator.suspend": (caller, { endpointId }) => caller.operator.suspend({ endpointId, note: "Not today." }),
  "operator.recoveries": (caller) => caller.operator.recoveries({}),
  "operator.decideRecovery": (caller) =>
    caller.operator.decideRecovery({ requestId: "rec_any", approve: true, note: "Stolen" }),
  "operator.audits": (caller) => caller.operator.audits({}),
  "operator.quarantine": (caller) => caller.operator.quarantine({}),
  "promotions.list": (caller) => caller.promotions.list(),
  "promotions.grant": (caller, { workspaceId }) =>
    caller.promotions.grant({ workspace: workspaceId, amountUsd: "5", days: 30, reason: "Stolen" }),
  "promotions.createCode": (caller) =>
    caller.promotions.createCode({ amountUsd: "5", maxRedemptions: 1, validDays: 1, creditDays: 1, reason: "Stolen" }),
  "promotions.withdrawCode": (caller) => caller.promotions.withdrawCode({ codeId: "cod_any" }),
  "finance.corrections": (caller) => caller.finance.corrections({}),
  "finance.desk": (caller) => caller.finance.desk(),
  "finance.correction": (caller) => caller.finance.correction({ correctionId: "cor_any" }),
  "finance.exportCorrections": (caller) => caller.finance.exportCorrections({}),
  "finance.previewRefund": (caller, { callId }) => caller.finance.previewRefund({ callId }),
  "finance.requestAdjustment": (caller, { workspaceId }) =>
    caller.finance.requestAdjustment({
      accountType: "customer_credit",
      workspace: workspaceId,
      direction: "credit",
      amountUsd: "5",
      counterType: "bad_debt",
      reason: "Stolen",
    }),
  "finance.requestWriteOff": (caller, { workspaceId }) =>
    caller.finance.requestWriteOff({ accountType: "customer_credit", workspace: workspaceId, reason: "Stolen" }),
  "finance.debts": (caller) => caller.finance.debts({}),
  "finance.refundCall": (caller, { callId }) => caller.finance.refundCall({ callId, reason: "Stolen" }),
  "finance.decideCorrection": (caller) => caller.finance.decideCorrection({ correctionId: "cor_any", approve: true }),
  "operator.quarantined": (caller, { callId }) => caller.operator.quarantined({ id: callId }),
  "operator.correctPrice": (caller) =>
    caller.operator.correctPrice({
      priceVersionId: "prc_any",
      bucket: "search",
      usdPerMillion: "1",
      reason: "Stolen.",
    }),
  "operator.resolveQuarantined": (caller, { callId }) =>
    caller.operator.resolveQuarantined({ id: callId, action: "void", reason: "Stolen." }),
  "operator.replayQuarantine": (caller) => caller.operator.replayQuarantine({ why: "rejected", reason: "Stolen." }),
  "operator.health": (caller) => caller.operator.health(),
  "operator.search": (caller, { callId }) => caller.operator.search({ query: callId }),
  "operator.chainHead": (caller) => caller.operator.chainHead(),
  "operator.checkChainHead": (caller) => caller.operator.checkChainHead({ position: "1", hash: "00".repeat(32) }),
  "finance.closeMonth": (caller) => caller.finance.closeMonth({ month: "2026-01" }),
  "finance.previewRun": (caller) => caller.finance.previewRun({ month: "2026-01" }),
  "finance.computeRun": (caller) => caller.finance.computeRun({ month: "2026-01" }),
  "finance.approveRun": (caller) => caller.finance.approveRun({ runId: "run_any", hash: "0".repeat(64) }),
  "finance.startRun": (caller) => caller.finance.startRun({ runId: "run_any" }),
  "finance.runProgress": (caller) => caller.finance.runProgress({ runId: "run_any" }),
  "finance.reviewRun": (caller) => caller.finance.reviewRun({ runId: "run_any" }),
  "finance.pausePayee": (caller) => caller.finance.pausePayee({ payeeWorkspaceId: "wsp_any", note: "Looked into" }),
  "finance.retryItem": (caller) => caller.finance.retryItem({ runId: "run_any", itemId: "itm_any" }),
  "finance.runs": (caller) => caller.finance.runs(),
  "finance.run": (caller) => caller.finance.run({ runId: "run_any" }),
  "finance.trialBalance": (caller) => caller.finance.trialBalance(),
  "finance.accounts": (caller) => caller.finance.accounts({ type: "customer_credit" }),
  "reports.list": (caller) => caller.reports.list(),
  "reports.auditEvents": (caller) => caller.reports.auditEvents({}),
  "reports.closingChecklist": (caller) => caller.reports.closingChecklist({ month: "2026-01" }),
  "reports.get": (caller) => caller.reports.get({ report: "payables" }),
  "ledger.entries": (caller, { workspaceId }) => caller.ledger.entries({ owner: workspaceId }),
  "ledger.journal": (caller) => caller.ledger.journal({ journalId: "01980000-0000-7000-8000-000000000000" }),
  "ledger.calls": (caller) => caller.ledger.calls({ month: "2026-01" }),
  "reconciliation.variances": (caller) => caller.reconciliation.variances({ month: "2026-01" }),
  "reconciliation.exportVariances": (caller) => caller.reconciliation.exportVariances({ month: "2026-01" }),
  "reconciliation.transactions": (caller) => caller.reconciliation.transactions({ month: "2026-01" }),
  "reconciliation.invoices": (caller) => caller.reconciliation.invoices({ month: "2026-01" }),
  "reconciliation.pull": (caller) => caller.reconciliation.pull(),
  "reconciliation.note": (caller) =>
    caller.reconciliation.note({ month: "2026-01", area: "cash", key: "any", state: "resolved", note: "Stolen" }),
  "reconciliation.uploadInvoice": (caller, { providerId }) =>
    caller.reconciliation.uploadInvoice({
      providerId,
      month: "2026-01",
      fileName: "stolen.csv",
      csv: "day,model,amount_usd",
    }),
  "ledger.find": (caller, { paymentId }) => caller.ledger.find({ id: paymentId }),
};
