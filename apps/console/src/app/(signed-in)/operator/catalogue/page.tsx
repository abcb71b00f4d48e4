import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ApplyCatalogue } from "../../../../catalogue-review/apply-catalogue.tsx";
import { ChangedModels, ModelIds } from "../../../../catalogue-review/difference.tsx";
import { PriceHistory, Runs } from "../../../../catalogue-review/history.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Catalogue" };

export default async function CataloguePage() {
  const { operator } = await api();
  const { added, changed, gone, unchanged, fingerprint, runs, priceHistory } = await operator.catalogue();
  const isNew = added.length + changed.length > 0;
  return (
    <>
      <PageHeader
        title="Catalogue"
        lead="Models, list prices, contexts and capabilities as the price packages of this version have them, against what is here."
        actions={
          isNew ? <ApplyCatalogue fingerprint={fingerprint} added={added.length} changed={changed.length} /> : undefined
        }
      />
      <div className="flex flex-col gap-10">
        <StatRow>
          <Stat label="New" value={formatCount(added.length)} note="not here yet" />
          <Stat label="Changed" value={formatCount(changed.length)} note="a price, context or capability" />
          <Stat label="Unchanged" value={formatCount(unchanged)} note="the same here" />
          <Stat label="No longer listed" value={formatCount(gone.length)} note="kept for their receipts" />
        </StatRow>
        {isNew ? null : (
          <EmptyState icon={CircleCheck} title="Nothing to take over">
            All that the packages list is here as they list it. A newer version of this platform brings newer packages.
          </EmptyState>
        )}
        {changed.length > 0 ? (
          <Section title="Changed">
            <ChangedModels changed={changed} />
          </Section>
        ) : null}
        {added.length > 0 ? (
          <Section title="New" hint="They can be offered as soon as a provider does.">
            <ModelIds ids={added} />
          </Section>
        ) : null}
        {gone.length > 0 ? (
          <Section title="No longer listed" hint="Endpoints and receipts name them, so they stay.">
            <ModelIds ids={gone} />
          </Section>
        ) : null}
        <Section title="List prices that changed" hint="The newest 50, each with the price before it.">
          <PriceHistory versions={priceHistory} />
        </Section>
        <Section title="Taken over" hint="The newest 20 times, by the console, the command or the first start.">
          <Runs runs={runs} />
        </Section>
      </div>
    </>
  );
}
