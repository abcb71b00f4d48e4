"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatDate } from "@tollgate/ui/format/time";
import { Skeleton } from "@tollgate/ui/skeleton";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FormErrors, formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useFocusWhenLost } from "../forms/use-focus-when-lost.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { MarginTerms } from "./describe-margin.ts";
import { MarginConsequence } from "./margin-consequence.tsx";
import { type MarginDraft, marginFields } from "./margin-draft.ts";
import { MarginForm } from "./margin-form.tsx";
import type { ModelChoice } from "./model-terms.tsx";
import { useMarginDraft } from "./use-margin-draft.ts";
import { useSettled } from "./use-settled.ts";
import { WorkedCall } from "./worked-call.tsx";

type Props = {
  workspaceId: string;
  appId: string;
  appName: string;
  inForce: MarginTerms | null;
  /** Models that can be given terms of their own. */
  choices: readonly ModelChoice[];
  mayChange: boolean;
  /** What the fields start with, such as a proposal of the margin lab; the margin in force without one. */
  proposed: MarginDraft | null;
};

/** Writes an app's next margin and says, while it is written, what calls will cost and who will be asked. */
export function MarginEditor({ workspaceId, appId, appName, inForce, choices, mayChange, proposed }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const { start, models, draft, changed, read, addModel, removeModel } = useMarginDraft(inForce, proposed);
  const [refused, setRefused] = useState<FormErrors>({});
  const [asking, setAsking] = useState(false);
  const input = { workspaceId, appId, ...draft, overrides: [...draft.overrides] };
  const preview = useQuery(
    trpc.apps.previewMargin.queryOptions(useSettled(input), { placeholderData: keepPreviousData, retry: false }),
  );
  const publish = useMutation(
    trpc.apps.publishMargin.mutationOptions({
      onError: (error) => setRefused(formErrorsOf(error, marginFields(models.length))),
      onSuccess: ({ margin, needsConsent }) => {
        const day = formatDate(margin.effectiveAt);
        const title = needsConsent ? `Announced for ${day}` : `Scheduled for ${day}`;
        const later = needsConsent || draft.effectiveOn !== null;
        toast({ title: later ? title : "The new margin is in force", tone: "positive" });
        setRefused({});
        router.refresh();
      },
    }),
  );
  // What is published is not changed any more, and its button cannot be pressed.
  const meaning = useFocusWhenLost<HTMLElement>(`${changed}`);
  const errors = preview.error ? formErrorsOf(preview.error, marginFields(models.length)) : refused;
  const consequence = preview.data ? (
    <MarginConsequence preview={preview.data} changed={changed} scheduled={draft.effectiveOn !== null} />
  ) : null;

  return (
    <form
      noValidate
      {...formSubmit(() => (preview.data?.needsConsent ? setAsking(true) : publish.mutate(input)))}
      onInput={(event) => {
        read(new FormData(event.currentTarget));
        setRefused({});
      }}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]"
    >
      <MarginForm {...{ start, models, choices, errors, mayChange }} onAdd={addModel} onRemove={removeModel}>
        <Button
          type="submit"
          intent="primary"
          busy={publish.isPending}
          disabled={!mayChange || !changed || preview.isError}
        >
          Publish margin
        </Button>
      </MarginForm>
      <aside
        ref={meaning}
        tabIndex={-1}
        aria-label="What it means"
        className="flex flex-col gap-6 lg:sticky lg:top-20 focus:outline-hidden"
      >
        <Card>
          <CardHeader title="A call, worked through" />
          <CardBody className="min-h-60">
            {preview.data ? (
              <WorkedCall examples={preview.data.examples} builder={appName} reader="builder" />
            ) : preview.isError ? (
              <p className="text-ink-muted">Correct what is marked to see what a call would cost.</p>
            ) : (
              <Skeleton className="h-48" />
            )}
          </CardBody>
          <div className="min-h-28 rounded-b-lg border-t bg-sunken px-5 py-4" aria-live="polite">
            {consequence}
          </div>
        </Card>
      </aside>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Announce a higher margin?"
        act="Announce margin"
        onConfirm={() => publish.mutateAsync(input).catch(rejectInWords)}
      >
        {consequence}
      </ConfirmDialog>
    </form>
  );
}
