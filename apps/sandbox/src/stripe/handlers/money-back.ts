import { readBalance } from "../balance.ts";
import { acceptDispute, submitEvidence } from "../disputes.ts";
import { keepFile } from "../files.ts";
import { readEvidence } from "../read-evidence.ts";
import { chargeToRefund, createRefund } from "../refunds.ts";
import { startReport } from "../reports.ts";
import type { Endpoint } from "../schema/stripe-types.ts";
import { idOf, readMetadata } from "../stripe-id.ts";
import { createdIn, type Handlers, page } from "./handler.ts";
import { found } from "./money-in.ts";

type MoneyBack = Extract<
  Endpoint,
  | `${string} /v1/${"balance" | "charges" | "disputes" | "events" | "files" | "radar" | "refunds" | "reporting"}${string}`
  | `GET /v2/core/events${string}`
>;

/** Charges, what is taken back of them, and what the account remembers. */
export const MONEY_BACK: Handlers<MoneyBack> = {
  "GET /v1/balance": ({ store }) => readBalance(store),
  "GET /v1/balance_transactions": ({ store }, { sent }) => {
    readBalance(store);
    const wanted = Object.values(store.state.balanceTransactions).filter(
      (one) =>
        (sent.type === undefined || one.type === sent.type) &&
        (sent.source === undefined || one.source === sent.source) &&
        createdIn(one.created, sent.created),
    );
    return page(wanted, sent, "/v1/balance_transactions");
  },
  "GET /v1/balance_transactions/{id}": ({ store }, { id }) =>
    found(store.state.balanceTransactions[id], "balance transaction", id),
  "GET /v1/charges": ({ store }, { sent }) => {
    const wanted = Object.values(store.state.charges).filter(
      (charge) =>
        (sent.customer === undefined || charge.customer === sent.customer) &&
        (sent.payment_intent === undefined || idOf(charge.payment_intent) === sent.payment_intent) &&
        createdIn(charge.created, sent.created),
    );
    return page(wanted, sent, "/v1/charges");
  },
  "GET /v1/charges/{id}": ({ store }, { id }) => found(store.state.charges[id], "charge", id),
  "GET /v1/disputes": ({ store }, { sent }) => {
    const wanted = Object.values(store.state.disputes).filter(
      (dispute) =>
        (sent.charge === undefined || dispute.charge === sent.charge) &&
        (sent.payment_intent === undefined || dispute.payment_intent === sent.payment_intent) &&
        createdIn(dispute.created, sent.created),
    );
    return page(wanted, sent, "/v1/disputes");
  },
  "GET /v1/disputes/{id}": ({ store }, { id }) => found(store.state.disputes[id], "dispute", id),
  "POST /v1/disputes/{id}": (account, { sent, id }) => {
    const dispute = found(account.store.state.disputes[id], "dispute", id);
    const evidence = readEvidence(account.store, sent.evidence);
    if (sent.metadata !== undefined) dispute.metadata = { ...dispute.metadata, ...readMetadata(sent.metadata) };
    submitEvidence(account, dispute, { evidence, submit: sent.submit ?? true });
    return dispute;
  },
  "POST /v1/disputes/{id}/close": (account, { id }) => {
    const dispute = found(account.store.state.disputes[id], "dispute", id);
    acceptDispute(account, dispute);
    return dispute;
  },
  "GET /v1/events": ({ store }, { sent }) => {
    const types = sent.types ?? (sent.type === undefined ? undefined : [sent.type]);
    const wanted = Object.values(store.state.events).filter(
      (event) => (types === undefined || matchesType(event.type, types)) && createdIn(event.created, sent.created),
    );
    return page(wanted, sent, "/v1/events");
  },
  "GET /v1/events/{id}": ({ store }, { id }) => found(store.state.events[id], "event", id),
  "GET /v1/files": ({ store }, { sent }) =>
    page(
      Object.values(store.state.files).filter(
        ({ purpose, created }) =>
          (sent.purpose === undefined || purpose === sent.purpose) && createdIn(created, sent.created),
      ),
      sent,
      "/v1/files",
    ),
  "POST /v1/files": (account, { sent, upload, publicUrl }) => keepFile(account, { sent, upload, publicUrl }),
  "GET /v1/files/{id}": ({ store }, { id }) => found(store.state.files[id], "file upload", id),
  "GET /v1/radar/early_fraud_warnings": ({ store }, { sent }) => {
    const wanted = Object.values(store.state.warnings).filter(
      (warning) => sent.charge === undefined || warning.charge === sent.charge,
    );
    return page(wanted, sent, "/v1/radar/early_fraud_warnings");
  },
  "GET /v1/radar/early_fraud_warnings/{id}": ({ store }, { id }) =>
    found(store.state.warnings[id], "early fraud warning", id),
  "GET /v1/refunds": ({ store }, { sent }) => {
    const wanted = Object.values(store.state.refunds).filter(
      (refund) =>
        (sent.charge === undefined || refund.charge === sent.charge) &&
        (sent.payment_intent === undefined || refund.payment_intent === sent.payment_intent) &&
        createdIn(refund.created, sent.created),
    );
    return page(wanted, sent, "/v1/refunds");
  },
  "POST /v1/refunds": (account, { sent }) =>
    createRefund(account, chargeToRefund(account.store, sent), {
      amount: sent.amount,
      reason: sent.reason ?? null,
      metadata: readMetadata(sent.metadata),
    }),
  "GET /v1/refunds/{id}": ({ store }, { id }) => found(store.state.refunds[id], "refund", id),
  "POST /v1/reporting/report_runs": (account, { sent }) => startReport(account, sent),
  "GET /v1/reporting/report_runs/{id}": ({ store }, { id }) => found(store.state.reports[id], "report run", id),
  "GET /v2/core/events": ({ store }, { sent }) => {
    const events = Object.values(store.state.thinEvents).reverse();
    const wanted = events.filter(
      ({ related_object: about }) => sent.object_id === undefined || about?.id === sent.object_id,
    );
    return { data: wanted.slice(0, sent.limit ?? 20), next_page_url: null, previous_page_url: null };
  },
  "GET /v2/core/events/{id}": ({ store }, { id }) => found(store.state.thinEvents[id], "event", id),
};

/** "charge.*" stands for every event of a charge. */
function matchesType(type: string, wanted: readonly string[]): boolean {
  return wanted.some((entry) => (entry.endsWith("*") ? type.startsWith(entry.slice(0, -1)) : type === entry));
}
