import { formatUsd } from "@tollgate/money/nano";
import { type PdfBlock, writePdf } from "../documents/write-pdf.ts";
import type { EvidenceFacts, EvidenceSession } from "./gather-evidence.ts";

export interface EvidenceDocument {
  readonly facts: EvidenceFacts;
  /** In finance's own words; empty for none. */
  readonly statement: string;
  readonly seller: readonly string[];
  readonly at: Date;
}

/** What we sell, for people at a bank. */
export const PRODUCT =
  "Prepaid credit for calls to AI models over an API. Credit is on the account at once when a payment succeeds, and each call takes what it costs from it. Nothing is shipped.";

/** What a buyer is shown beside the amount before paying, and on the billing page. */
export const REFUND_POLICY =
  "Unspent credit can be refunded to the card it was paid with, by the customer alone for 30 days and by asking us afterwards. Credit that was spent on calls is not refunded, because the calls were served. This is shown beside the amount before paying, and on the billing page at any time.";

/** The evidence pack as PDF. The same facts at the same moment give the same bytes. */
export async function evidencePdf({ facts, statement, seller, at }: EvidenceDocument): Promise<Uint8Array> {
  const { dispute } = facts;
  const blocks: PdfBlock[] = [
    {
      kind: "facts",
      facts: [
        ["Dispute", dispute.id],
        ["Reason given", dispute.reason.replaceAll("_", " ")],
        ["Amount disputed", usd(dispute.amountNano)],
        ["Prepared", moment(at)],
      ],
    },
    ...(statement ? [heading("Our statement"), text(statement)] : []),
    ...purchaseBlocks(facts),
    ...consentBlocks(facts),
    ...usageBlocks(facts),
    heading("Sign-ins"),
    text("Addresses from which members of the account signed in, from 30 days before the payment on, newest first."),
    ...(facts.sessions.length === 0 ? [text("None are kept.")] : []),
    { kind: "facts", facts: facts.sessions.map((one) => [moment(one.at), sessionWords(one)]) },
    heading("What was sold, and on which terms"),
    text(PRODUCT),
    text(REFUND_POLICY),
  ];
  const title = "Evidence about a disputed payment";
  return await writePdf({ title, issuer: seller, blocks, footer: `Dispute ${dispute.id}`, at });
}

function purchaseBlocks({ customer, payment, buyerSession, undisputed, refundedNano }: EvidenceFacts): PdfBlock[] {
  const how: Readonly<Record<string, string>> = {
    checkout: "By the buyer, on the payment processor’s page",
    saved_card: "By the buyer, with a card saved before",
    automatic: "Automatically, as the account’s owner had set up",
  };
  const facts: [string, string][] = [
    ["Payment", payment.id],
    ["Amount", usd(payment.amountNano)],
    ["Begun", moment(payment.at)],
    ["Paid", payment.paidAt ? moment(payment.paidAt) : "no"],
    ["How", how[payment.kind] ?? payment.kind],
    ["Card", payment.card ?? "given on the payment processor’s page"],
    ["Invoice", payment.invoiceNumber === null ? "" : String(payment.invoiceNumber)],
    ["Buyer", [payment.buyerName, payment.buyerEmail].filter(Boolean).join(", ")],
    ["Signed in from", buyerSession ? sessionWords(buyerSession) : "not known"],
    ["Account", `${customer.name}, ${customer.workspaceId}, since ${customer.since.toISOString().slice(0, 10)}`],
    ["Billed to", [customer.legalName, customer.address, customer.country].filter(Boolean).join(", ")],
    ["Earlier payments", `${undisputed.count} that nobody contested, ${usd(undisputed.amountNano)}`],
    ["Refunded of this one", usd(refundedNano)],
  ];
  return [heading("The purchase"), { kind: "facts", facts: facts.filter(([, value]) => value !== "") }];
}

function consentBlocks({ consents }: EvidenceFacts): PdfBlock[] {
  if (consents.length === 0)
    return [heading("Consent"), text("No app was connected: every call was made with the account’s own keys.")];
  return [
    heading("Consent"),
    text("Apps that the account connected, with the terms that were shown and accepted."),
    {
      kind: "facts",
      facts: consents.map((one) => [
        moment(one.acceptedAt),
        `${one.appName}: margin of ${one.basisPoints / 100}% (version ${one.marginVersion}), accepted by ${one.acceptedBy}`,
      ]),
    },
  ];
}

function usageBlocks({ usage }: EvidenceFacts): PdfBlock[] {
  if (usage.calls === 0) return [heading("Usage since the payment"), text("No call was charged since.")];
  const { days, newest } = usage;
  return [
    heading("Usage since the payment"),
    {
      kind: "facts",
      facts: [
        ["Calls served", `${usage.calls}, ${usd(usage.chargeNano)} in all`],
        ["First and last", [usage.firstAt, usage.lastAt].map((at) => (at ? moment(at) : "")).join(" to ")],
      ],
    },
    text("By day (UTC) and model, newest first."),
    {
      kind: "amounts",
      rows: days.map(({ day, model, calls, chargeNano }) => ({
        label: `${day}  ${model}  ${calls} ${calls === 1 ? "call" : "calls"}`,
        amount: usd(chargeNano),
      })),
    },
    text(
      newest.length === 1
        ? "The newest call, with the id of its receipt."
        : `The newest ${newest.length} calls, each with the id of its receipt.`,
    ),
    {
      kind: "facts",
      facts: newest.map(({ callId, at, model, key, chargeNano }) => [
        moment(at),
        `${callId} · ${model} · key ${key} · ${usd(chargeNano)}`,
      ]),
    },
  ];
}

export function sessionWords({ who, ip, userAgent, lastSeenAt }: EvidenceSession): string {
  const seen = `seen until ${moment(lastSeenAt)}`;
  return [who, ip ?? "address not known", userAgent, seen].filter(Boolean).join(" · ");
}

export function moment(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function usd(nano: bigint): string {
  return `${formatUsd(nano)} USD`;
}

function heading(words: string): PdfBlock {
  return { kind: "heading", text: words };
}

function text(words: string): PdfBlock {
  return { kind: "text", text: words };
}
