import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Boxes, Scale, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { FeatureFilter } from "../../../catalogue/feature-filter.tsx";
import { filterModels } from "../../../catalogue/filter-models.ts";
import { loadModels } from "../../../catalogue/load-models.ts";
import { filterQuery, ModelFilter, type SearchParams } from "../../../catalogue/model-filter.ts";
import { ModelsFilterBar } from "../../../catalogue/models-filter-bar.tsx";
import { ModelsTable } from "../../../catalogue/models-table.tsx";
import { NumberedPages } from "../../../lists/numbered-pages.tsx";
import { pageOf } from "../../../lists/page-of.ts";

export const metadata: Metadata = {
  title: "Models",
  description: "Every model that can be called here, with context, features and the prices of those who serve it.",
  alternates: { canonical: "/models" },
};

export default async function ModelsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = ModelFilter.parse(await searchParams);
  const models = await loadModels();
  const found = filterModels(models, asked);
  const paged = pageOf(found, asked.page);
  const { shown, page } = paged;
  const filter = { ...asked, page };
  const providers = [
    ...new Map(models.flatMap((model) => model.providers.map(({ slug, name }) => [slug, { slug, name }]))).values(),
  ].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const reads = [...new Set(models.flatMap((model) => model.inputModalities))]
    .filter((modality) => modality !== "text" && modality !== "image")
    .sort();
  const features = [...new Set(models.flatMap((model) => model.features))].sort();
  const allDemo = models.every(({ isDemo }) => isDemo);
  const authors = [...new Set(models.map((model) => model.author))].sort();
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        title="Models"
        actions={
          <Button asChild>
            <Link href="/models/compare">
              <Scale aria-hidden="true" /> Compare
            </Link>
          </Button>
        }
        lead={
          models.length > 0
            ? `${formatCount(models.length)} models from ${formatCount(providers.length)} providers, behind one API. Prices in USD per million tokens, before the platform’s fee.${allDemo ? " In this demo installation a simulator answers for all of them." : ""}`
            : "Models behind one API, with the prices of those who serve them."
        }
      />
      {models.length === 0 ? (
        <EmptyState icon={Boxes} title="No model is offered yet">
          Models appear here as soon as a provider’s endpoint is approved and has a price.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <ModelsFilterBar filter={filter} authors={authors} providers={providers} />
          <FeatureFilter filter={filter} features={features} reads={reads} />
          {shown.length > 0 ? (
            <form action="/models/compare" className="group">
              <ModelsTable
                models={shown}
                footer={
                  paged.pages > 1 ? (
                    <NumberedPages of={paged} hrefOf={(to) => `/models${filterQuery({ ...filter, page: to })}`} />
                  ) : undefined
                }
                tickable
                marksDemo={!allDemo}
              />
              <div className="pointer-events-none sticky bottom-4 z-20 mt-4 flex justify-center opacity-0 transition-opacity group-has-checked:pointer-events-auto group-has-checked:opacity-100 focus-within:pointer-events-auto focus-within:opacity-100">
                <Button type="submit" intent="primary" className="shadow-lg">
                  <Scale aria-hidden="true" /> Compare the ticked models
                </Button>
              </div>
            </form>
          ) : (
            <EmptyState
              icon={SearchX}
              title="No model is like that"
              actions={
                <Button asChild>
                  <Link href="/models">Show all models</Link>
                </Button>
              }
            >
              Take a filter out, or look for a part of the model’s name, such as “mini” or “llama”.
            </EmptyState>
          )}
        </div>
      )}
    </main>
  );
}
