"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { ErrorState } from "@tollgate/ui/error-state";
import { Link } from "@tollgate/ui/link";
import { Skeleton } from "@tollgate/ui/skeleton";
import { useEffect } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { MarginTerms } from "./describe-margin.ts";
import { LabTables } from "./lab-tables.tsx";
import { type MarginDraft, marginFields } from "./margin-draft.ts";
import { MarginForm } from "./margin-form.tsx";
import { proposalQuery } from "./margin-proposal.ts";
import { MarginRevenue } from "./margin-revenue.tsx";
import type { ModelChoice } from "./model-terms.tsx";
import { useMarginDraft } from "./use-margin-draft.ts";
import { useSettled } from "./use-settled.ts";

type Props = {
  workspaceId: string;
  appId: string;
  appHref: string;
  inForce: MarginTerms | null;
  proposed: MarginDraft | null;
  choices: readonly ModelChoice[];
};

/** Tries a margin on the traffic of the last 30 days. The address holds the proposal; nothing is published here. */
export function MarginLab({ workspaceId, appId, appHref, inForce, proposed, choices }: Props) {
  const trpc = useTRPC();
  const { start, models, draft, changed, read, addModel, removeModel } = useMarginDraft(inForce, proposed);
  const settled = useSettled(draft);
  const query = proposalQuery(settled);
  const replay = useQuery(
    trpc.apps.replayMargin.queryOptions(
      { workspaceId, appId, ...settled, overrides: [...settled.overrides] },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  useEffect(() => {
    if (changed) window.history.replaceState(null, "", query);
  }, [changed, query]);
  const errors = replay.error ? formErrorsOf(replay.error, marginFields(models.length)) : {};
  return (
    <div className="flex flex-col gap-8">
      <form
        noValidate
        {...formSubmit(() => {})}
        onInput={(event) => read(new FormData(event.currentTarget))}
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_26rem]"
      >
        <MarginForm {...{ start, models, choices, errors }} mayChange onAdd={addModel} onRemove={removeModel}>
          <Button asChild intent="primary">
            <Link href={`${appHref}/margin${query}`}>Take to the editor</Link>
          </Button>
        </MarginForm>
        <aside
          aria-label="What it would have brought"
          aria-busy={replay.isFetching}
          className="max-lg:order-first lg:sticky lg:top-20"
        >
          <Card>
            <CardHeader title="What it would have brought" hint="The calls of the last 30 days, priced again." />
            <CardBody className="min-h-80">
              {replay.data ? (
                <MarginRevenue replay={replay.data} changed={changed} />
              ) : replay.error && errors.form ? (
                <ErrorState title="The traffic could not be replayed">{errors.form}</ErrorState>
              ) : (
                <Skeleton className="h-64" />
              )}
            </CardBody>
          </Card>
        </aside>
      </form>
      {replay.data ? <LabTables replay={replay.data} /> : null}
    </div>
  );
}
