import { Badge } from "@tollgate/ui/badge";
import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { CodeBlock } from "@tollgate/ui/code-block";
import { counted, formatCompact, formatCount, formatDuration, formatShare } from "@tollgate/ui/format/number";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { modelHref } from "../../../../catalogue/load-models.ts";
import { Health, Measured, Price } from "../../../../catalogue/offers-table.tsx";
import { dataPolicyWords } from "../../../../endpoints/data-policy.ts";
import { NumberedPages } from "../../../../lists/numbered-pages.tsx";
import { pageOf } from "../../../../lists/page-of.ts";
import { loadProvider, type PublicProviderDetail } from "../../../../market/load-market.ts";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ page?: string | string[] }> };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const provider = await loadProvider((await params).slug);
  const models = `${provider.name} serves ${formatCount(provider.models)} models here`;
  return {
    title: provider.name,
    description: provider.description || `${models}: prices, uptime and what it does with requests.`,
    alternates: { canonical: `/providers/${provider.slug}` },
  };
}

export default async function ProviderPage({ params, searchParams }: Props) {
  const [provider, { page }] = await Promise.all([params.then(({ slug }) => loadProvider(slug)), searchParams]);
  const [first] = provider.offers;
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Providers", href: "/providers" }]} />}
        title={provider.name}
        badge={provider.isDemo ? <Badge tone="outline">Demo</Badge> : null}
        lead={provider.description || undefined}
      />
      <div className="flex flex-col gap-10">
        {provider.isDemo ? (
          <Notice>
            A stand-in that runs with this installation. It is not the vendor of these models, and its answers are made
            up.
          </Notice>
        ) : null}
        <StatRow>
          <Stat
            label="Models"
            value={formatCount(provider.models)}
            note={counted(provider.offers.length, "endpoint")}
          />
          <Stat
            label="Uptime, 24 h"
            value={<Measured value={provider.uptime1d} text={formatShare} />}
            note={provider.attempts1d > 0 ? `of ${counted(provider.attempts1d, "attempt")}` : "no calls lately"}
          />
          <Stat
            label="Data policy"
            value={<span className="text-lg">{dataPolicyWords(provider.dataPolicy) ?? "Not stated"}</span>}
            note="what all of its endpoints promise"
          />
          <Stat label="Here since" value={<Timestamp at={provider.since} show="date" />} />
        </StatRow>
        <Section title="Models" hint="Prices in USD per million tokens, before the platform’s fee.">
          <Offers slug={provider.slug} offers={provider.offers} page={page} />
        </Section>
        {first ? (
          <Section title="Ask for it by name" hint="Otherwise a call goes to a healthy provider by price.">
            <CodeBlock
              samples={[
                {
                  label: "JSON",
                  code: JSON.stringify(
                    {
                      model: first.modelId,
                      messages: [],
                      provider: { order: [provider.slug], allow_fallbacks: false },
                    },
                    null,
                    2,
                  ),
                },
              ]}
            />
          </Section>
        ) : null}
      </div>
    </main>
  );
}

function Offers({ slug, offers, page }: Pick<PublicProviderDetail, "slug" | "offers"> & { page: unknown }) {
  const paged = pageOf(offers, page);
  return (
    <DataTable
      label="Models of this provider"
      rows={paged.shown}
      rowKey={(offer) => offer.id}
      footer={
        paged.pages > 1 ? (
          <NumberedPages of={paged} hrefOf={(to) => `/providers/${slug}${to > 1 ? `?page=${to}` : ""}`} />
        ) : undefined
      }
      rowHref={(offer) => modelHref(offer.modelId)}
      columns={[
        {
          key: "model",
          header: "Model",
          phone: "title",
          cell: (offer) => (
            <span className="flex min-w-0 flex-col">
              {offer.modelName}
              <span className="break-all font-mono font-normal text-ink-faint text-xs">{offer.modelId}</span>
            </span>
          ),
        },
        { key: "status", header: "Status", cell: (offer) => <Health healthy={offer.healthy} /> },
        {
          key: "uptime",
          header: "Uptime 24 h",
          align: "right",
          cell: ({ signals }) => <Measured value={signals?.uptime1d} text={formatShare} />,
        },
        {
          key: "latency",
          header: "First word",
          align: "right",
          phone: "hidden",
          cell: ({ signals }) => <Measured value={signals?.latencyMs?.p50} text={formatDuration} />,
        },
        { key: "context", header: "Context", align: "right", cell: (offer) => formatCompact(offer.contextLength) },
        { key: "policy", header: "Data policy", cell: (offer) => dataPolicyWords(offer.dataPolicy) ?? "Not stated" },
        { key: "input", header: "Input / M", align: "right", cell: (offer) => <Price nano={offer.prices.input} /> },
        { key: "output", header: "Output / M", align: "right", cell: (offer) => <Price nano={offer.prices.output} /> },
      ]}
    />
  );
}
