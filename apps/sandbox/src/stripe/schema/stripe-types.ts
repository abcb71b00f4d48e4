import type Stripe from "stripe";

/**
 * What each call takes, by method and path. Schemas are generated from this table and the declarations it names; every entry has a handler.
 * The SDK's declarations are the only source: nothing about a parameter is written by hand.
 */
export interface RequestTypes {
  "GET /v1/balance": Stripe.BalanceRetrieveParams;
  "GET /v1/balance_transactions": Stripe.BalanceTransactionListParams;
  "GET /v1/balance_transactions/{id}": Stripe.BalanceTransactionRetrieveParams;
  "GET /v1/charges": Stripe.ChargeListParams;
  "GET /v1/charges/{id}": Stripe.ChargeRetrieveParams;
  "GET /v1/checkout/sessions": Stripe.Checkout.SessionListParams;
  "POST /v1/checkout/sessions": Stripe.Checkout.SessionCreateParams;
  "GET /v1/checkout/sessions/{id}": Stripe.Checkout.SessionRetrieveParams;
  "POST /v1/checkout/sessions/{id}/expire": Stripe.Checkout.SessionExpireParams;
  "GET /v1/checkout/sessions/{id}/line_items": Stripe.Checkout.SessionListLineItemsParams;
  "GET /v1/customers": Stripe.CustomerListParams;
  "POST /v1/customers": Stripe.CustomerCreateParams;
  "GET /v1/customers/{id}": Stripe.CustomerRetrieveParams;
  "POST /v1/customers/{id}": Stripe.CustomerUpdateParams;
  "GET /v1/customers/{id}/payment_methods": Stripe.CustomerListPaymentMethodsParams;
  "GET /v1/disputes": Stripe.DisputeListParams;
  "GET /v1/disputes/{id}": Stripe.DisputeRetrieveParams;
  "POST /v1/disputes/{id}": Stripe.DisputeUpdateParams;
  "POST /v1/disputes/{id}/close": Stripe.DisputeCloseParams;
  "GET /v1/events": Stripe.EventListParams;
  "GET /v1/events/{id}": Stripe.EventRetrieveParams;
  "GET /v1/files": Stripe.FileListParams;
  /** The file itself is a part of the body of its own, which the route reads. */
  "POST /v1/files": Omit<Stripe.FileCreateParams, "file">;
  "GET /v1/files/{id}": Stripe.FileRetrieveParams;
  "GET /v1/payment_intents": Stripe.PaymentIntentListParams;
  "POST /v1/payment_intents": Stripe.PaymentIntentCreateParams;
  "GET /v1/payment_intents/{id}": Stripe.PaymentIntentRetrieveParams;
  "POST /v1/payment_intents/{id}/confirm": Stripe.PaymentIntentConfirmParams;
  "POST /v1/payment_intents/{id}/cancel": Stripe.PaymentIntentCancelParams;
  "GET /v1/payment_methods/{id}": Stripe.PaymentMethodRetrieveParams;
  "POST /v1/payment_methods/{id}/attach": Stripe.PaymentMethodAttachParams;
  "POST /v1/payment_methods/{id}/detach": Stripe.PaymentMethodDetachParams;
  "GET /v1/payouts": Stripe.PayoutListParams;
  "POST /v1/payouts": Stripe.PayoutCreateParams;
  "GET /v1/payouts/{id}": Stripe.PayoutRetrieveParams;
  "GET /v1/radar/early_fraud_warnings": Stripe.Radar.EarlyFraudWarningListParams;
  "GET /v1/radar/early_fraud_warnings/{id}": Stripe.Radar.EarlyFraudWarningRetrieveParams;
  "GET /v1/refunds": Stripe.RefundListParams;
  "POST /v1/refunds": Stripe.RefundCreateParams;
  "GET /v1/refunds/{id}": Stripe.RefundRetrieveParams;
  "POST /v1/reporting/report_runs": Stripe.Reporting.ReportRunCreateParams;
  "GET /v1/reporting/report_runs/{id}": Stripe.Reporting.ReportRunRetrieveParams;
  "POST /v1/setup_intents": Stripe.SetupIntentCreateParams;
  "GET /v1/setup_intents/{id}": Stripe.SetupIntentRetrieveParams;
  "POST /v1/setup_intents/{id}/confirm": Stripe.SetupIntentConfirmParams;
  "GET /v1/transfers": Stripe.TransferListParams;
  "POST /v1/transfers": Stripe.TransferCreateParams;
  "GET /v1/transfers/{id}": Stripe.TransferRetrieveParams;
  "GET /v1/transfers/{id}/reversals": Stripe.TransferListReversalsParams;
  "POST /v1/transfers/{id}/reversals": Stripe.TransferCreateReversalParams;
  "GET /v2/core/accounts": Stripe.V2.Core.AccountListParams;
  "POST /v2/core/accounts": Stripe.V2.Core.AccountCreateParams;
  "GET /v2/core/accounts/{id}": Stripe.V2.Core.AccountRetrieveParams;
  "POST /v2/core/accounts/{id}": Stripe.V2.Core.AccountUpdateParams;
  "POST /v2/core/accounts/{id}/close": Stripe.V2.Core.AccountCloseParams;
  "POST /v2/core/account_links": Stripe.V2.Core.AccountLinkCreateParams;
  "GET /v2/core/events": Stripe.V2.Core.EventListParams;
  "GET /v2/core/events/{id}": Stripe.V2.Core.EventRetrieveParams;
}

/** Every kind of object that leaves the sandbox, by its `object` field. */
export interface ObjectTypes {
  balance: Stripe.Balance;
  balance_transaction: Stripe.BalanceTransaction;
  charge: Stripe.Charge;
  "checkout.session": Stripe.Checkout.Session;
  customer: Stripe.Customer;
  dispute: Stripe.Dispute;
  event: EventEnvelope;
  file: Stripe.File;
  item: Stripe.LineItem;
  payment_intent: Stripe.PaymentIntent;
  payment_method: Stripe.PaymentMethod;
  payout: Stripe.Payout;
  price: Stripe.Price;
  "radar.early_fraud_warning": Stripe.Radar.EarlyFraudWarning;
  refund: Stripe.Refund;
  "reporting.report_run": Stripe.Reporting.ReportRun;
  setup_intent: Stripe.SetupIntent;
  transfer: Stripe.Transfer;
  transfer_reversal: Stripe.TransferReversal;
  "v2.core.account": Stripe.V2.Core.Account;
  "v2.core.account_link": Stripe.V2.Core.AccountLink;
  "v2.core.event": ThinEvent;
}

/** A snapshot event without what its type decides; the object inside is checked by its own schema. */
export interface EventEnvelope {
  id: string;
  object: "event";
  account?: string;
  api_version: string | null;
  context?: string;
  created: number;
  data: Stripe.Event.Data;
  livemode: boolean;
  pending_webhooks: number;
  request: Stripe.Event.Request | null;
  type: Stripe.Event["type"];
}

/** A thin event: it names what changed and carries nothing of it. */
export interface ThinEvent extends Stripe.V2.Core.EventBase {
  type: Stripe.V2.Core.Event["type"];
  related_object: Stripe.V2.Core.Events.RelatedObject | null;
}

export type Endpoint = keyof RequestTypes;
export type ObjectKind = keyof ObjectTypes;
