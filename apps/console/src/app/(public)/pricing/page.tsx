import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { SplitBar } from "@tollgate/ui/split-bar";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { loadModels } from "../../../catalogue/load-models.ts";
import { feeWords, scopeName } from "../../../fees/fee-words.ts";
import { ChargeCalculator } from "../../../market/charge-calculator.tsx";
import { firstEstimate } from "../../../market/first-estimate.ts";
import { loadPricing } from "../../../market/load-market.ts";
import { sampleModelOf } from "../../../models/sample-model.ts";
import type { Outputs } from "../../../trpc/outputs.ts";
import { api } from "../../../trpc/server.tsx";

export const metadata: Metadata = {
  title: "Pricing",
  description: "What a call costs, who gets which part of it, and what the platform takes, with exact numbers.",
  alternates: { canonical: "/pricing" },
};

type Pricing = Outputs["market"]["pricing"];

/** Tokens of the worked example. */
const EXAMPLE = { inputTokens: 1_851, outputTokens: 623, marginPercent: "12.5" };

export default async function PricingPage() {
  const caller = await api();
  const [pricing, models] = await Promise.all([loadPricing(), loadModels()]);
  const sample = models.length > 0 ? await sampleModelOf(caller) : null;
  const known = models.find(({ id }) => id === sample) ?? models[0];
  const [example, first] = known
    ? await Promise.all([
        caller.market.estimate({ modelId: known.id, ...EXAMPLE }),
        caller.market.estimate(firstEstimate(known.id)),
      ])
    : [null, null];
  const [offer] = example?.offers ?? [];
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        title="Pricing"
        lead="A call costs the provider’s price, the platform’s fee on it, and the margin of the app it came through, if it came through one. No subscription, and no fee for a call that delivers nothing."
      />
      <div className="flex flex-col gap-14">
        <div className="flex flex-col gap-6">
          <Parts pricing={pricing} />
          <Coming pricing={pricing} />
        </div>
        {known && offer ? (
          <Section
            title="A call, to the last digit"
            hint={`${known.name} at ${offer.provider}: 1,851 tokens in and 623 out, through an app with a margin of 12.5%.`}
          >
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]">
              <Card>
                <CardBody>
                  <KeyValueList
                    look="ledger"
                    items={[
                      { label: "Provider’s price", value: <Money nano={offer.call.costNano} precision={9} /> },
                      {
                        label: `Platform fee, ${feeWords(pricing.fee)}`,
                        value: <Money nano={offer.call.feeNano} precision={9} />,
                      },
                      { label: "App’s margin, 12.5%", value: <Money nano={offer.call.surchargeNano} precision={9} /> },
                      { label: "Charged", value: <Money nano={offer.call.chargeNano} precision={9} />, strong: true },
                    ]}
                  />
                </CardBody>
              </Card>
              <Card>
                <CardHeader title="Who is paid" />
                <CardBody>
                  <SplitBar
                    providerNano={offer.call.costNano}
                    platformNano={offer.call.feeNano}
                    builderNano={offer.call.surchargeNano}
                    precision={9}
                  />
                  <p className="mt-4 text-ink-muted text-sm">
                    Each part is worked out from the exact cost and rounded once, half to even, to a whole nano-dollar;
                    the charge is their sum. Every call has a{" "}
                    <Link href="/docs/receipts" className="text-accent-text underline underline-offset-4">
                      receipt
                    </Link>{" "}
                    that proves it.
                  </p>
                </CardBody>
              </Card>
            </div>
          </Section>
        ) : null}
        {known && first ? (
          <Section title="Work it out" hint="By the same arithmetic that settles real calls, at today’s prices.">
            <ChargeCalculator models={models.map(({ id, name }) => ({ id, name }))} start={known.id} first={first} />
          </Section>
        ) : null}
      </div>
    </main>
  );
}

/** Fees that are published for a later day. */
function Coming({ pricing: { coming } }: { pricing: Pricing }) {
  if (coming.length === 0) return null;
  return (
    <Notice tone="accent">
      {coming.map((fee) => (
        <p key={`${fee.appliesTo} ${fee.effectiveAt.getTime()}`}>
          From <Timestamp at={fee.effectiveAt} show="date" />: {feeWords(fee)} for{" "}
          {scopeName(fee.appliesTo).toLowerCase()}.
        </p>
      ))}
    </Notice>
  );
}

function Parts({ pricing }: { pricing: Pricing }) {
  const { payouts } = pricing;
  return (
    <div className="grid gap-6 md:grid-cols-3">
      <Card>
        <CardHeader title="Calling models" />
        <CardBody>
          <p className="font-semibold text-3xl">{feeWords(pricing.fee)}</p>
          <p className="mt-1 text-ink-muted">on the provider’s price, which is passed on as it is</p>
          <Facts
            facts={[
              "Prepaid: the most a call can cost is held first, and what it did not use comes back at once.",
              "A call that delivers nothing costs nothing.",
              ...(pricing.cached
                ? [
                    `An answer given again from the cache costs ${formatBasisPoints(pricing.cached.basisPoints)} of its price.`,
                  ]
                : []),
              ...(pricing.ownKey
                ? [
                    `With your own key at a provider a call costs ${formatBasisPoints(pricing.ownKey.basisPoints)} of its price here.`,
                  ]
                : []),
              "Credit you bought can be refunded.",
            ]}
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Building an app" />
        <CardBody>
          <p className="font-semibold text-3xl">Free</p>
          <p className="mt-1 text-ink-muted">you keep all of the margin you set</p>
          <Facts
            facts={[
              "Your customers pay for their calls; you carry no token bill.",
              `A higher margin is announced ${pricing.marginNoticeDays} days ahead and applies to those who accept it.`,
              "Test it on your real traffic before you publish it.",
            ]}
          />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Serving models" />
        <CardBody>
          <p className="font-semibold text-3xl">Free</p>
          <p className="mt-1 text-ink-muted">you are paid the whole price you set</p>
          <Facts
            facts={[
              `Paid out monthly from ${formatMoney(payouts.minimumNano)} on; less is carried on.`,
              payouts.holdbackBasisPoints > 0
                ? `${formatBasisPoints(payouts.holdbackBasisPoints)} of the earnings of payees in their first ${payouts.newPayeeDays} days, or with many disputes, are held back for ${payouts.holdbackDays} days.`
                : "Nothing is held back.",
              "Price changes are versions: a call under way keeps the one it began with.",
            ]}
          />
        </CardBody>
      </Card>
    </div>
  );
}

function Facts({ facts }: { facts: readonly string[] }) {
  return (
    <ul className="mt-4 flex flex-col gap-2.5 border-t pt-4 text-ink-muted text-sm">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}
