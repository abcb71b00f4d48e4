import { Badge } from "@tollgate/ui/badge";
import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { Server } from "lucide-react";
import type { Metadata } from "next";
import { Measured } from "../../../catalogue/offers-table.tsx";
import { dataPolicyWords } from "../../../endpoints/data-policy.ts";
import { loadProviders } from "../../../market/load-market.ts";

export const metadata: Metadata = {
  title: "Providers",
  description: "Who serves models here: what each offers, how reliably, and what it does with requests.",
  alternates: { canonical: "/providers" },
};

export default async function ProvidersPage() {
  const providers = await loadProviders();
  // Where all are stand-ins, as their descriptions say, a mark on each says nothing.
  const marksDemo = providers.some(({ isDemo }) => !isDemo);
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        title="Providers"
        lead="Who serves the models. Each sets its own prices and is paid them in full; fee and margin come on top."
        actions={
          <Button asChild>
            <Link href="/docs/serving-models">Serve a model</Link>
          </Button>
        }
      />
      <DataTable
        label="Providers"
        rows={providers}
        rowKey={(provider) => provider.slug}
        rowHref={(provider) => `/providers/${provider.slug}`}
        empty={
          <EmptyState icon={Server} title="Nobody serves a model yet">
            Providers appear here as soon as one of their endpoints is approved and has a price.
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            header: "Provider",
            phone: "title",
            cell: (provider) => (
              <span className="flex min-w-0 flex-col">
                <span className="flex flex-wrap items-center gap-x-2">
                  {provider.name} {marksDemo && provider.isDemo ? <Badge tone="outline">Demo</Badge> : null}
                </span>
                {provider.description ? (
                  <span className="max-w-lg font-normal text-ink-muted text-sm">{provider.description}</span>
                ) : null}
              </span>
            ),
          },
          { key: "models", header: "Models", align: "right", cell: (provider) => formatCount(provider.models) },
          {
            key: "uptime",
            header: "Uptime 24 h",
            align: "right",
            cell: (provider) => <Measured value={provider.uptime1d} text={formatShare} />,
          },
          {
            key: "policy",
            header: "Data policy",
            cell: (provider) =>
              dataPolicyWords(provider.dataPolicy) ?? <span className="text-ink-faint">Differs or not stated</span>,
          },
          {
            key: "since",
            header: "Since",
            align: "right",
            phone: "hidden",
            cell: (provider) => <Timestamp at={provider.since} show="date" />,
          },
        ]}
      />
    </main>
  );
}
