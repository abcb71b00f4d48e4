import { Badge } from "@tollgate/ui/badge";
import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { CodeBlock } from "@tollgate/ui/code-block";
import { CopyButton } from "@tollgate/ui/copy-button";
import { formatCompact, formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import type { Metadata } from "next";
import { compareHref } from "../../../../catalogue/compare-query.ts";
import { featureWord, kindWord } from "../../../../catalogue/feature-words.ts";
import { loadModel, loadSignals, modelHref, modelIdOf } from "../../../../catalogue/load-models.ts";
import { ModelSignals } from "../../../../catalogue/model-signals.tsx";
import { OffersTable } from "../../../../catalogue/offers-table.tsx";
import { PriceStats } from "../../../../catalogue/price-stats.tsx";
import { env } from "../../../../env.ts";
import { modelSamples } from "../../../../landing/service-samples.ts";

type Props = { params: Promise<{ id: string[] }>; searchParams: Promise<{ signals?: string | string[] }> };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const model = await loadModel(modelIdOf((await params).id));
  return { title: model.name, description: model.description, alternates: { canonical: modelHref(model.id) } };
}

export default async function ModelPage({ params, searchParams }: Props) {
  const modelId = modelIdOf((await params).id);
  const asked = (await searchParams).signals;
  const [model, { period, signals }] = await Promise.all([loadModel(modelId), loadSignals(modelId, asked)]);
  const abilities = [
    ...(model.kind === "chat" ? [] : [kindWord(model.kind)]),
    ...model.features.map(featureWord),
    ...kinds("reads", model.inputModalities),
  ];
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Models", href: "/models" }]} />}
        title={model.name}
        badge={model.isDemo ? <Badge tone="outline">Demo</Badge> : null}
        lead={model.description}
        actions={
          <>
            <Button asChild>
              <Link href={compareHref([model.id])}>Compare</Link>
            </Button>
            {model.kind === "chat" ? (
              <Button asChild>
                <a href={`/playground?models=${encodeURIComponent(model.id)}`}>Try it in the playground</a>
              </Button>
            ) : null}
            <Button asChild intent="primary" className="max-sm:order-first">
              <Link href="/home">Get a key</Link>
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-10">
        <div className="-mt-3 flex flex-wrap items-center gap-x-2 gap-y-2 sm:-mt-5">
          <code className="break-all rounded-sm bg-hover px-2 py-0.5 font-mono text-sm">{model.id}</code>
          <CopyButton text={model.id} label="Copy model id" className="mr-2" />
          {abilities.map((ability) => (
            <Badge key={ability}>{ability}</Badge>
          ))}
        </div>
        <StatRow>
          <Stat
            label="Context"
            value={formatCompact(model.contextLength)}
            note={`${formatCount(model.contextLength)} tokens`}
          />
          <PriceStats model={model} />
        </StatRow>
        <Section
          title="Providers"
          hint="A call goes to a healthy one by price and moves on to the next when one fails. You pay only for the one that served it. Other prices are listed where they differ from input and output."
        >
          <div className="flex flex-col gap-4">
            {model.offers.some((offer) => offer.isDemo) ? (
              <Notice>
                Providers marked Demo are stand-ins that run with this installation. They are not the vendor of this
                model, and their answers are made up.
              </Notice>
            ) : null}
            <OffersTable offers={model.offers} />
          </div>
        </Section>
        <ModelSignals signals={signals} period={period} href={modelHref(model.id)} />
        <Section title="Call it" hint="With the SDK you have; only the address and the key change.">
          <CodeBlock samples={modelSamples(env().API_URL, model)} />
        </Section>
      </div>
    </main>
  );
}

/** "Reads images": what it takes or gives beyond text. */
function kinds(verb: string, modalities: readonly string[]): string[] {
  return modalities
    .filter((modality) => modality !== "text" && modality !== "image")
    .map((modality) => `${verb[0]?.toUpperCase()}${verb.slice(1)} ${modality}`);
}
