"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { BudgetFields, type BudgetTerms } from "./budget-fields.tsx";
import { BUDGET_FIELDS, readBudgetDraft } from "./limits-draft.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspaceId: string;
  userId: string;
  name: string;
  terms: BudgetTerms;
};

/** Changes what the keys one person made may spend together. */
export function BudgetDialog({ open, onOpenChange, workspaceId, userId, name, terms }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const save = useMutation(
    trpc.workspaces.setMemberBudget.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, BUDGET_FIELDS)),
      onSuccess: () => {
        toast({
          title: `The budget of ${name} is changed`,
          description: "It applies to the next call.",
          tone: "positive",
        });
        onOpenChange(false);
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readBudgetDraft(new FormData(event.currentTarget));
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) save.mutate({ workspaceId, userId, ...read.draft });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Budget of ${name}`}
      description="It counts the calls of every key this person made in this workspace."
    >
      <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-4">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <BudgetFields terms={terms} errors={errors} />
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={save.isPending}>
            Save budget
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
