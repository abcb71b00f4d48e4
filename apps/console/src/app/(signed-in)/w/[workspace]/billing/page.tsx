import { EmptyState } from "@tollgate/ui/empty-state";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { WalletCards } from "lucide-react";
import type { Metadata } from "next";
import { BillingDetails } from "../../../../../billing/billing-details.tsx";
import { BuyCredit } from "../../../../../billing/buy-credit.tsx";
import type { SavedCard } from "../../../../../billing/card-name.ts";
import { CreditRules } from "../../../../../billing/credit-rules.tsx";
import { PaymentReturn } from "../../../../../billing/payment-return.tsx";
import { PaymentsTable } from "../../../../../billing/payments-table.tsx";
import { PromotionalCredit } from "../../../../../billing/promotional-credit.tsx";
import { RedeemCode } from "../../../../../billing/redeem-code.tsx";
import { SavedCards } from "../../../../../billing/saved-cards.tsx";
import { TopUp } from "../../../../../billing/top-up.tsx";
import { feeWords } from "../../../../../fees/fee-words.ts";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Billing" };

type Query = { payment?: string | string[]; card?: string; cancelled?: string; after?: string | string[] };
type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<Query> };

export default async function BillingPage({ params, searchParams }: Props) {
  const [workspace, query, caller] = await Promise.all([workspaceOf(params), searchParams, api()]);
  const workspaceId = workspace.id;
  const after = typeof query.after === "string" ? query.after : null;
  const [pricing, billing, methods, lots, page] = await Promise.all([
    caller.market.pricing(),
    caller.billing.get({ workspaceId }),
    caller.billing.paymentMethods({ workspaceId }),
    caller.billing.promotionalCredit({ workspaceId }),
    orNotFound(caller.billing.payments({ workspaceId, cursor: after })),
  ]);
  const { credit } = billing;
  const here = `/w/${workspace.slug}/billing`;
  return (
    <>
      <PageHeader
        title="Billing"
        lead="Credit is bought ahead. A call reserves the most it can cost and pays what it did."
      />
      <div className="flex flex-col gap-6">
        {typeof query.payment === "string" ? (
          <PaymentReturn
            workspaceId={workspaceId}
            paymentId={query.payment}
            cancelled={query.cancelled === "1"}
            billingHref={here}
          />
        ) : null}
        {credit.live ? null : (
          <Notice tone="caution">
            What running calls reserve cannot be read right now, so credit is shown as booked.
          </Notice>
        )}
        {billing.frozenNano > 0n ? (
          <Notice tone="caution">
            <Money nano={billing.frozenNano} precision={2} /> of your credit is set aside while a payment is contested
            at the bank or looked into. It cannot be spent until that is over.
          </Notice>
        ) : null}
        {credit.availableNano < 0n ? (
          <Notice tone="caution">
            Credit is below zero by <Money nano={-credit.availableNano} precision={2} />. Calls are refused until more
            than that is bought.
          </Notice>
        ) : null}
        <StatRow>
          <Stat
            label="Available"
            value={<Money nano={credit.availableNano} />}
            note={credit.availableNano < 0n ? "owed" : "can be spent now"}
          />
          <Stat label="Reserved" value={<Money nano={credit.heldNano} />} note="for calls that are running" />
          <Stat label="Being booked" value={<Money nano={credit.unsettledNano} />} note="calls that have just ended" />
          <Stat
            label="Promotional"
            value={<Money nano={credit.promotionalNano} />}
            note="part of it, and spent first"
          />
        </StatRow>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Purchase workspace={workspace} billing={billing} cards={methods.cards} callFee={feeWords(pricing.fee)} />
          <CreditRules />
        </div>
        {workspace.role === "member" || !billing.purchasesOpen ? null : (
          <Section title="Cards and automatic top-up" hint="So that calls do not stop when nobody looks.">
            <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
              <SavedCards workspaceId={workspaceId} cards={methods.cards} justSaved={query.card === "saved"} />
              <TopUp workspaceId={workspaceId} methods={methods} minimumNano={billing.minimumPurchaseNano} />
            </div>
          </Section>
        )}
        <Section title="Promotional credit" hint="Spent before bought credit, what ends first at first.">
          <div className="flex flex-col gap-4">
            {lots.length > 0 ? <PromotionalCredit lots={lots} /> : null}
            {workspace.role === "member" ? null : <RedeemCode workspaceId={workspaceId} />}
          </div>
        </Section>
        <BillingDetails workspaceId={workspaceId} details={methods.details} mayChange={workspace.role !== "member"} />
        <Section
          title="Payments"
          hint="Unspent credit of a payment can go back to its card for 30 days. After that, ask us."
          actions={
            page.payments.length > 0 ? <CsvLink href={`/api/exports/payments?workspaceId=${workspaceId}`} /> : null
          }
        >
          <PaymentsTable
            workspaceId={workspaceId}
            mayRefund={workspace.role !== "member"}
            billingHref={here}
            payments={page.payments}
            empty={
              <EmptyState icon={WalletCards} title="No payments yet">
                Each purchase of credit is listed here with its reference, whether it went through or not.
              </EmptyState>
            }
            footer={
              after || page.nextCursor ? (
                <Pagination
                  newerLabel="Newest"
                  newerHref={after ? here : undefined}
                  olderHref={page.nextCursor ? `${here}?after=${page.nextCursor}` : undefined}
                />
              ) : undefined
            }
          />
        </Section>
      </div>
    </>
  );
}

type PurchaseProps = {
  workspace: { id: string; role: string };
  billing: { purchasesOpen: boolean; minimumPurchaseNano: bigint; maximumPurchaseNano: bigint };
  cards: readonly SavedCard[];
  callFee: string;
};

function Purchase({ workspace, billing, cards, callFee }: PurchaseProps) {
  if (workspace.role === "member") return <Notice>Owners and admins of this workspace can buy credit.</Notice>;
  if (!billing.purchasesOpen)
    return <Notice>Credit cannot be bought here: whoever runs this marketplace has not set up payments.</Notice>;
  return (
    <BuyCredit
      workspaceId={workspace.id}
      minimumNano={billing.minimumPurchaseNano}
      maximumNano={billing.maximumPurchaseNano}
      cards={cards}
      callFee={callFee}
    />
  );
}
