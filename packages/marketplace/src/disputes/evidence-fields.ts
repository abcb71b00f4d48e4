import { formatUsd } from "@tollgate/money/nano";
import type Stripe from "stripe";
import { moment, PRODUCT, REFUND_POLICY, sessionWords } from "./evidence-document.ts";
import type { EvidenceFacts } from "./gather-evidence.ts";

/** The most one field takes, in characters. Source: docs.stripe.com/api/disputes/update. */
const FIELD = 20_000;

export interface EvidenceSent {
  readonly facts: EvidenceFacts;
  readonly statement: string;
  /** The uploaded pack. */
  readonly packFileId: string;
  /** The uploaded invoice; `null` for a payment without one. */
  readonly invoiceFileId: string | null;
}

/** What the processor passes on to the bank, field by field. Fields that we know nothing for are left out. */
export function evidenceFields({
  facts,
  statement,
  packFileId,
  invoiceFileId,
}: EvidenceSent): Stripe.DisputeUpdateParams.Evidence {
  const { customer, payment, buyerSession, usage } = facts;
  const address = [customer.legalName, customer.address, customer.country].filter(Boolean).join(", ");
  return {
    product_description: PRODUCT,
    refund_policy_disclosure: REFUND_POLICY,
    service_documentation: packFileId,
    ...(invoiceFileId && { receipt: invoiceFileId }),
    ...(payment.buyerName && { customer_name: payment.buyerName }),
    ...(payment.buyerEmail && { customer_email_address: payment.buyerEmail }),
    ...(buyerSession?.ip && { customer_purchase_ip: buyerSession.ip }),
    ...(address && { billing_address: address }),
    ...(payment.paidAt && { service_date: payment.paidAt.toISOString().slice(0, 10) }),
    ...(usage.calls > 0 && { access_activity_log: activityLog(facts), refund_refusal_explanation: refusal(facts) }),
    ...(statement && { uncategorized_text: statement.slice(0, FIELD) }),
  };
}

function refusal({ usage, payment }: EvidenceFacts): string {
  const calls = `${usage.calls} ${usage.calls === 1 ? "call" : "calls"}`;
  return `Since the payment of ${usd(payment.amountNano)} the account has made ${calls} for ${usd(usage.chargeNano)}. What was served cannot be given back.`;
}

/** Whole lines up to the field's limit: sign-ins first, then calls. */
function activityLog({ sessions, usage }: EvidenceFacts): string {
  const lines = [
    ...sessions.map((one) => `${moment(one.at)} signed in: ${sessionWords(one)}`),
    ...usage.newest.map((one) => `${moment(one.at)} call ${one.callId}, ${one.model}, ${usd(one.chargeNano)}`),
  ];
  let log = "";
  for (const line of lines) {
    if (log.length + line.length + 1 > FIELD) break;
    log += `${line}\n`;
  }
  return log;
}

function usd(nano: bigint): string {
  return `${formatUsd(nano)} USD`;
}
