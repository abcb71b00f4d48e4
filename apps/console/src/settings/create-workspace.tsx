"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { trigger?: ReactNode; open?: boolean; onOpenChange?: (open: boolean) => void };

/** Opens another workspace and goes there. */
export function CreateWorkspace({ trigger, open, onOpenChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const [ownOpen, setOwnOpen] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const change = (next: boolean) => {
    setErrors({});
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  const create = useMutation(
    trpc.workspaces.create.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["name"])),
      onSuccess: ({ slug }) => {
        change(false);
        router.push(`/w/${slug}`);
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    create.mutate({ name: String(new FormData(event.currentTarget).get("name") ?? "") });
  }

  return (
    <Dialog
      open={open ?? ownOpen}
      onOpenChange={change}
      trigger={trigger}
      title="Create a workspace"
      description="It has credit, keys, apps and earnings of its own."
      size="sm"
    >
      <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-4">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field label="Name" hint="A team, a company or a project." error={errors.name} required>
          <Input name="name" autoComplete="off" placeholder="Acme" />
        </Field>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={create.isPending}>
            Create workspace
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
