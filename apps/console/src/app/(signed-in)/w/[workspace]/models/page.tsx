import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Input } from "@tollgate/ui/input";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Boxes, Search } from "lucide-react";
import type { Metadata } from "next";
import { loadModels, type Model } from "../../../../../catalogue/load-models.ts";
import { ModelsTable } from "../../../../../catalogue/models-table.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Models" };

const NEW_SHOWN = 8;

export default async function WorkspaceModelsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const [workspace, caller] = await Promise.all([workspaceOf(params), api()]);
  const [models, overview] = await Promise.all([loadModels(), caller.calls.overview({ workspaceId: workspace.id })]);
  const byId = new Map(models.map((model) => [model.id, model]));
  const used = overview.byModel.flatMap(({ id }) => byId.get(id) ?? []);
  const newest = models.toSorted((a, b) => releasedMs(b) - releasedMs(a)).slice(0, NEW_SHOWN);
  return (
    <>
      <PageHeader
        title="Models"
        lead="Any of them can be called with any of your keys: name the model’s id in the request."
        actions={
          <Button asChild>
            <Link href="/models">All {formatCount(models.length)} models</Link>
          </Button>
        }
      />
      <form action="/models" className="relative mb-8 max-w-xl" aria-label="Search models">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint"
        />
        <Input
          name="q"
          type="search"
          aria-label="Search models"
          placeholder="Search by name or author, then press Enter"
          autoComplete="off"
          className="h-10 pl-9.5"
        />
      </form>
      {models.length === 0 ? (
        <EmptyState icon={Boxes} title="No model is offered yet">
          As soon as a provider’s first endpoint is approved, its models can be called from here.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-10">
          {used.length > 0 ? (
            <Section title="Used in the last 30 days" hint="Most spent first.">
              <ModelsTable models={used} />
            </Section>
          ) : null}
          <Section title="Newest">
            <ModelsTable models={newest} />
          </Section>
        </div>
      )}
    </>
  );
}

function releasedMs(model: Model): number {
  return model.releasedAt?.getTime() ?? 0;
}
