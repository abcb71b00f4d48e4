import { EmptyState } from "@tollgate/ui/empty-state";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatCompact } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Boxes } from "lucide-react";
import type { Metadata } from "next";
import { loadModels, type Model } from "../../../../../catalogue/load-models.ts";
import { env } from "../../../../../env.ts";
import { sampleModelOf } from "../../../../../models/sample-model.ts";
import { Playground } from "../../../../../playground/playground.tsx";
import type { PlaygroundModel } from "../../../../../playground/playground-model.ts";
import { readPlaygroundQuery } from "../../../../../playground/playground-query.ts";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Playground" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PlaygroundPage({ params, searchParams }: Props) {
  const [workspace, address, all, caller] = await Promise.all([workspaceOf(params), searchParams, loadModels(), api()]);
  const models = all.filter(({ kind }) => kind === "chat").map(toPlaygroundModel);
  const query = readPlaygroundQuery(address, new Set(models.map(({ id }) => id)));
  const [{ credit }, first] = await Promise.all([
    caller.billing.get({ workspaceId: workspace.id }),
    query.models.length > 0 ? query.models : sampleModelOf(caller).then((model) => [model]),
  ]);
  return (
    <>
      <PageHeader
        title="Playground"
        lead="Ask up to three models the same thing. Calls are real, and charged to this workspace."
      />
      {models.length === 0 ? (
        <EmptyState icon={Boxes} title="No model is offered yet">
          As soon as a provider’s first endpoint is approved, you can talk to its models here.
        </EmptyState>
      ) : (
        <>
          {credit.availableNano > 0n ? null : (
            <div className="mb-4">
              <Notice tone="caution">
                This workspace has no credit, and calls are refused without.{" "}
                <Link href={`/w/${workspace.slug}/billing`} className="underline underline-offset-4">
                  Buy credit
                </Link>{" "}
                first; five dollars are plenty to begin with.
              </Notice>
            </div>
          )}
          <Playground
            workspace={{ id: workspace.id, slug: workspace.slug }}
            apiUrl={env().API_URL}
            models={models}
            start={{ ...query, models: first }}
          />
        </>
      )}
    </>
  );
}

function toPlaygroundModel(model: Model): PlaygroundModel {
  const price = (range: Model["input"]) => (range ? formatMoney(range.fromNano) : "–");
  return {
    id: model.id,
    name: model.name,
    lead: `${formatCompact(model.contextLength)} tokens of context, served by ${model.providers.map(({ name }) => name).join(", ")}`,
    price: `${price(model.input)} in, ${price(model.output)} out per million`,
    inputNano: model.input?.fromNano ?? null,
    outputNano: model.output?.fromNano ?? null,
    seesImages: model.inputModalities.includes("image"),
    usesTools: model.features.includes("tools"),
    givesPictures: model.outputModalities.includes("image"),
  };
}
