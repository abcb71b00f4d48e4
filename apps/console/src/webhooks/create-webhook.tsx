"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Checkbox } from "@tollgate/ui/checkbox";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useMadeOnce } from "../forms/use-made-once.ts";
import { useTRPC } from "../trpc/client.tsx";
import { EVENTS } from "./webhook-words.ts";

/** Adds a webhook and shows its signing secret at the only moment it can be read. */
export function CreateWebhook({ workspaceId }: { workspaceId: string }) {
  const { made: secret, setMade: setSecret, dialog } = useMadeOnce<string>();

  return (
    <Dialog
      {...dialog}
      trigger={
        <Button intent="primary">
          <Plus aria-hidden="true" /> Add webhook
        </Button>
      }
      title={secret ? "The webhook is ready" : "Add a webhook"}
      description={secret ? "Copy the signing secret: messages are verified with it." : undefined}
    >
      {secret ? <ShownSecret secret={secret} /> : <CreateForm workspaceId={workspaceId} onMade={setSecret} />}
    </Dialog>
  );
}

/** A signing secret with the one thing to do about it. */
export function ShownSecret({ secret }: { secret: string }) {
  return (
    <div className="min-w-0">
      <SecretReveal secret={secret} name="signing secret" />
      <DialogActions>
        <DialogClose asChild>
          <Button intent="primary">I have copied the secret</Button>
        </DialogClose>
      </DialogActions>
    </div>
  );
}

function CreateForm({ workspaceId, onMade }: { workspaceId: string; onMade: (secret: string) => void }) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const create = useMutation(
    trpc.webhooks.create.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["url"])),
      onSuccess: ({ secret }) => onMade(secret),
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    const form = new FormData(event.currentTarget);
    const events = EVENTS.map(({ value }) => value).filter((value) => form.has(value));
    create.mutate({ workspaceId, url: String(form.get("url") ?? ""), events });
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="flex flex-col gap-5">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="Address" hint="Messages are posted here as JSON." error={errors.url} required>
        <Input name="url" type="url" autoComplete="off" placeholder="https://example.com/hooks/tollgate" />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">Tell it when</legend>
        {EVENTS.map(({ value, label }) => (
          <Checkbox key={value} name={value} label={label} defaultChecked />
        ))}
      </fieldset>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={create.isPending}>
          Add webhook
        </Button>
      </DialogActions>
    </form>
  );
}
