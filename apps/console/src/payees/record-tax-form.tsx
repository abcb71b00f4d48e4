"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { type Payee, TAX_FORM_OPTIONS } from "./payee-words.ts";

const NONE = "none";

/** Records which tax form of a payee was seen, or that it does not count any more. */
export function RecordTaxForm({ payee }: { payee: Pick<Payee, "workspaceId" | "name" | "taxForm" | "taxFormKind"> }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const record = useMutation(trpc.finance.recordTaxForm.mutationOptions());
  const [kind, setKind] = useState<string>(payee.taxFormKind ?? "w9");
  const options = [
    ...TAX_FORM_OPTIONS,
    ...(payee.taxForm === "accepted" ? [{ value: NONE, label: "None any more" }] : []),
  ];
  return (
    <RequestDialog
      trigger={
        <Button size="sm" aria-label={`Tax form of ${payee.name}`}>
          Tax form
        </Button>
      }
      title={`Tax form of ${payee.name}`}
      lead="The form itself is kept elsewhere. What you record here decides whether they are paid once a form is needed."
      act="Record"
      fields={["kind", "note"]}
      onSubmit={async (read) => {
        const chosen = TAX_FORM_OPTIONS.find(({ value }) => value === kind)?.value ?? null;
        await record.mutateAsync({ payeeWorkspaceId: payee.workspaceId, kind: chosen, note: read("note") });
        toast({ title: "Recorded", tone: "positive" });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="Form" error={errors.kind}>
            <Select value={kind} options={options} onValueChange={setKind} />
          </Field>
          <Field label="Note" hint="Where it is, or why it does not count any more." error={errors.note} required>
            <Textarea name="note" maxLength={500} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
