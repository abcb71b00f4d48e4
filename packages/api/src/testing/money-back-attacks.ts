import type { Attack } from "./attacks.ts";

/** Disputes, refunds and suspicion, and the processor's events: finance's and operators' alone. */
export const MONEY_BACK: Record<string, Attack> = {
  "finance.disputes": (caller) => caller.finance.disputes({}),
  "finance.dispute": (caller) => caller.finance.dispute({ disputeId: "du_any" }),
  "finance.submitEvidence": (caller) => caller.finance.submitEvidence({ disputeId: "du_any", statement: "Stolen" }),
  "finance.acceptDispute": (caller) => caller.finance.acceptDispute({ disputeId: "du_any", reason: "Stolen" }),
  "finance.payees": (caller) => caller.finance.payees({}),
  "finance.recordTaxForm": (caller, { workspaceId }) =>
    caller.finance.recordTaxForm({ payeeWorkspaceId: workspaceId, kind: "w9", note: "Stolen" }),
  "finance.setTaxFormRule": (caller) => caller.finance.setTaxFormRule({ fromUsd: null, note: "Stolen" }),
  "finance.taxThresholds": (caller) => caller.finance.taxThresholds(),
  "finance.setTaxThreshold": (caller) =>
    caller.finance.setTaxThreshold({
      ...{ country: "US", form: "1099-NEC", thresholdUsd: null, isAbove: false, source: "Stolen", note: "Stolen" },
    }),
  "finance.withdrawTaxThreshold": (caller) => caller.finance.withdrawTaxThreshold({ taxThresholdId: "tax_any" }),
  "finance.payment": (caller, { paymentId }) => caller.finance.payment({ paymentId }),
  "finance.refunds": (caller) => caller.finance.refunds({}),
  "finance.retryRefund": (caller) => caller.finance.retryRefund({ refundId: "ref_any", note: "Stolen" }),
  "operator.stripeEvents": (caller) => caller.operator.stripeEvents({}),
  "operator.stripeEvent": (caller) => caller.operator.stripeEvent({ eventId: "evt_any" }),
  "operator.retryStripeEvent": (caller) => caller.operator.retryStripeEvent({ eventId: "evt_any" }),
  "operator.riskCases": (caller) => caller.operator.riskCases({}),
  "operator.freezeCredit": (caller) => caller.operator.freezeCredit({ caseId: "case_any", reason: "Stolen" }),
  "operator.closeRiskCase": (caller) => caller.operator.closeRiskCase({ caseId: "case_any", note: "Not today." }),
  "finance.refundPayment": (caller, { paymentId }) =>
    caller.finance.refundPayment({ paymentId, amountUsd: "5", note: "stolen" }),
};
