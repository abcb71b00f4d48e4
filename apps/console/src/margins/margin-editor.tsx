"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@tollgate/ui/card";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { formatDate } from "@tollgate/ui/format/time";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { MarginTerms } from "./describe-margin.ts";
import { MarginConsequence } from "./margin-consequence.tsx";
import { draftOf, MARGIN_FIELDS, readDraft, sameDraft } from "./margin-draft.ts";
import { MarginFields } from "./margin-fields.tsx";
import { useSettled } from "./use-settled.ts";
import { WorkedCall } from "./worked-call.tsx";

type Props = {
  workspaceId: string;
  appId: string;
  appName: string;
  inForce: MarginTerms | null;
  /** Whether a higher margin waits for its day; publishing today's margin again takes it back. */
  announced: boolean;
  mayChange: boolean;
};

/** Writes an app's next margin and says, while it is written, what a call will cost and who will be asked. */
export function MarginEditor({ workspaceId, appId, appName, inForce, announced, mayChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const published = draftOf(inForce);
  const [draft, setDraft] = useState(published);
  const [refused, setRefused] = useState<FormErrors>({});
  const [asking, setAsking] = useState(false);
  const changed = !sameDraft(draft, published);
  const preview = useQuery(
    trpc.apps.previewMargin.queryOptions(
      { workspaceId, appId, ...useSettled(draft) },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  const publish = useMutation(
    trpc.apps.publishMargin.mutationOptions({
      onError: (error) => setRefused(formErrorsOf(error, MARGIN_FIELDS)),
      onSuccess: ({ margin, needsConsent }) => {
        const title = needsConsent ? `Announced for ${formatDate(margin.effectiveAt)}` : "The new margin is in force";
        toast({ title, tone: "positive" });
        setRefused({});
        router.refresh();
      },
    }),
  );
  const errors = preview.error ? formErrorsOf(preview.error, MARGIN_FIELDS) : refused;

  function submit() {
    if (preview.data?.needsConsent) setAsking(true);
    else publish.mutate({ workspaceId, appId, ...draft });
  }

  return (
    <form
      noValidate
      {...formSubmit(submit)}
      onInput={(event) => {
        setDraft(readDraft(new FormData(event.currentTarget)));
        setRefused({});
      }}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]"
    >
      <Card>
        <CardHeader title="Margin" hint="What you earn on each call, on top of the provider’s price." />
        <CardBody>
          <fieldset disabled={!mayChange} className="flex flex-col gap-5">
            <legend className="sr-only">Parts of the margin</legend>
            {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
            <MarginFields draft={published} errors={errors} />
          </fieldset>
        </CardBody>
        <CardFooter note={mayChange ? undefined : "Only admins and owners of the workspace can change it."}>
          <Button
            type="submit"
            intent="primary"
            busy={publish.isPending}
            disabled={!mayChange || !(changed || announced) || preview.isError}
          >
            {announced && !changed ? "Withdraw the announcement" : "Publish margin"}
          </Button>
        </CardFooter>
      </Card>
      <aside aria-label="What it means" className="flex flex-col gap-6 lg:sticky lg:top-20">
        <Card>
          <CardHeader title="A call, worked through" />
          <CardBody className="min-h-60">
            {preview.data ? <WorkedCall example={preview.data.example} builder={appName} reader="builder" /> : null}
          </CardBody>
          <div className="min-h-28 rounded-b-lg border-t bg-sunken px-5 py-4" aria-live="polite">
            {preview.data ? <MarginConsequence preview={preview.data} changed={changed} announced={announced} /> : null}
          </div>
        </Card>
      </aside>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Announce a higher margin?"
        act="Announce margin"
        onConfirm={() => publish.mutateAsync({ workspaceId, appId, ...draft })}
      >
        {preview.data ? <MarginConsequence preview={preview.data} changed announced={announced} /> : null}
      </ConfirmDialog>
    </form>
  );
}
