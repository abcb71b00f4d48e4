"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Checkbox } from "@tollgate/ui/checkbox";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Choice = Outputs["providerKeys"]["list"]["choices"][number];
type Props = { workspaceId: string; choices: readonly Choice[] };

/** Brings a key of the workspace's own. The provider is asked with it before it is stored. */
export function AddProviderKey({ workspaceId, choices }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const add = useMutation(
    trpc.providerKeys.add.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["providerId", "credential"])),
      onSuccess: ({ provider }) => {
        setOpen(false);
        toast({ title: `${provider.name} took the key`, tone: "positive" });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    const form = new FormData(event.currentTarget);
    const [providerId, credential] = [String(form.get("providerId") ?? ""), String(form.get("credential") ?? "")];
    add.mutate({ workspaceId, providerId, credential, fallsBack: !form.has("only") });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setErrors({});
        setOpen(next);
      }}
      trigger={
        <Button intent="primary">
          <Plus aria-hidden="true" /> Add key
        </Button>
      }
      title="Add a provider key"
      description="The provider is asked with it at once. It is stored encrypted and never shown again."
    >
      <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-5">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field label="Provider" error={errors.providerId} required>
          <Select
            name="providerId"
            defaultValue={choices[0]?.id ?? ""}
            options={choices.map(({ id, name, models }) => ({
              value: id,
              label: name,
              detail: models.length === 1 ? models[0] : `${models.length} models`,
            }))}
          />
        </Field>
        <Field label="Your key at the provider" error={errors.credential} required>
          <Input name="credential" type="password" autoComplete="off" spellCheck={false} className="font-mono" />
        </Field>
        <Checkbox
          name="only"
          label="Never go on without it"
          hint="Calls fail rather than go on with the platform’s access when this key is refused or at its limit."
        />
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={add.isPending}>
            Add key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
