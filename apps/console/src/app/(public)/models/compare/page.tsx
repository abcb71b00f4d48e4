import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Scale } from "lucide-react";
import type { Metadata } from "next";
import { AddCompared } from "../../../../catalogue/add-compared.tsx";
import { readCompared } from "../../../../catalogue/compare-query.ts";
import { CompareTable } from "../../../../catalogue/compare-table.tsx";
import { loadModels, tryModel } from "../../../../catalogue/load-models.ts";

type Props = { searchParams: Promise<{ m?: string | string[] }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const ids = readCompared((await searchParams).m);
  return {
    title: ids.length > 0 ? `Compare ${ids.join(", ")}` : "Compare models",
    description: "Models side by side: price per bucket, context, features, providers, uptime and speed.",
    // Every choice of models is an address; only the page itself is worth finding.
    alternates: { canonical: "/models/compare" },
  };
}

export default async function ComparePage({ searchParams }: Props) {
  const ids = readCompared((await searchParams).m);
  const [all, found] = await Promise.all([loadModels(), Promise.all(ids.map(tryModel))]);
  const models = found.filter((model) => model !== null);
  const missing = ids.filter((_, index) => found[index] === null);
  return (
    <main className="mx-auto w-full max-w-6xl flex-1 px-5 pt-10 pb-20 sm:px-8 sm:pt-14">
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Models", href: "/models" }]} />}
        title="Compare models"
        lead="Prices are those of the providers, lowest to highest, before the platform’s fee. The address holds your choice."
      />
      <div className="flex flex-col gap-5">
        <AddCompared chosen={models.map(({ id }) => id)} choices={all.map(({ id, name }) => ({ id, name }))} />
        {missing.length > 0 ? (
          <Notice tone="caution">{`Not offered at the moment: ${missing.join(", ")}.`}</Notice>
        ) : null}
        {models.length > 0 ? (
          <CompareTable models={models} />
        ) : (
          <EmptyState
            icon={Scale}
            title="Nothing to compare yet"
            actions={
              <Button asChild>
                <Link href="/models">Choose in the list</Link>
              </Button>
            }
          >
            Add two or more models above, or tick them in the list of models.
          </EmptyState>
        )}
      </div>
    </main>
  );
}
