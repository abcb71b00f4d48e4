"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Select } from "@tollgate/ui/select";
import { Textarea } from "@tollgate/ui/textarea";
import { useRouter } from "next/navigation";
import { RequestDialog } from "../corrections/request-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { STATE_WORDS, type Variance, varianceWords } from "./variance-words.ts";

const STATES = (["open", "explained", "resolved"] as const).map((value) => ({ value, label: STATE_WORDS[value].word }));

/** Writes down what was found out about a difference; earlier notes stay in the books. */
export function NoteVariance({ variance, month }: { variance: Variance; month: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const note = useMutation(trpc.reconciliation.note.mutationOptions());
  return (
    <RequestDialog
      trigger={<Button size="sm">Note</Button>}
      title="What did you find out?"
      lead={`${varianceWords(variance)}: ${variance.subject}.`}
      act="Save note"
      fields={["state", "note"]}
      onSubmit={async (read) => {
        const state = STATES.find(({ value }) => value === read("state"))?.value ?? "open";
        await note.mutateAsync({ month, area: variance.area, key: variance.key, state, note: read("note") });
        router.refresh();
      }}
    >
      {(errors) => (
        <>
          <Field label="State" error={errors.state}>
            <Select
              name="state"
              defaultValue={variance.state === "open" ? "explained" : variance.state}
              options={STATES}
            />
          </Field>
          <Field label="Note" hint="Why it differs, and what is done about it." error={errors.note} required>
            <Textarea name="note" maxLength={1000} defaultValue={variance.note ?? ""} />
          </Field>
        </>
      )}
    </RequestDialog>
  );
}
