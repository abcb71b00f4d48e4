"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { CodeBlock } from "@tollgate/ui/code-block";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Notice } from "@tollgate/ui/notice";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useMadeOnce } from "../forms/use-made-once.ts";
import { useTRPC } from "../trpc/client.tsx";
import { KEY_FIELDS, readKeyDraft } from "./key-draft.ts";
import { KeyFields } from "./key-fields.tsx";
import { keySamples } from "./key-samples.ts";

type Props = { workspaceId: string; apiUrl: string; sampleModel: string };

/** Makes a key and shows its secret at the only moment it can be read. */
export function CreateKey({ workspaceId, apiUrl, sampleModel }: Props) {
  const { made, setMade, dialog } = useMadeOnce<{ name: string; secret: string }>();

  return (
    <Dialog
      {...dialog}
      size={made ? "lg" : "md"}
      trigger={
        <Button intent="primary">
          <Plus /> Create key
        </Button>
      }
      title={made ? `“${made.name}” is ready` : "Create a key"}
      description={made ? "Copy the key, then make the first call with it." : undefined}
    >
      {made ? (
        <Made apiUrl={apiUrl} model={sampleModel} secret={made.secret} />
      ) : (
        <CreateKeyForm workspaceId={workspaceId} onMade={setMade} />
      )}
    </Dialog>
  );
}

function Made({ apiUrl, model, secret }: { apiUrl: string; model: string; secret: string }) {
  return (
    <div className="min-w-0">
      <div className="flex flex-col gap-5">
        <SecretReveal secret={secret} name="key" />
        <CodeBlock samples={keySamples({ apiUrl, model, secret })} />
      </div>
      <DialogActions>
        <DialogClose asChild>
          <Button intent="primary">I have copied the key</Button>
        </DialogClose>
      </DialogActions>
    </div>
  );
}

type FormProps = { workspaceId: string; onMade: (made: { name: string; secret: string }) => void };

function CreateKeyForm({ workspaceId, onMade }: FormProps) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const create = useMutation(
    trpc.keys.create.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, KEY_FIELDS)),
      onSuccess: ({ key, secret }) => onMade({ name: key.name, secret }),
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readKeyDraft(new FormData(event.currentTarget));
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) create.mutate({ workspaceId, ...read.draft });
  }

  return (
    <form noValidate method="post" onSubmit={submit}>
      {errors.form ? (
        <div className="mb-5">
          <Notice tone="critical">{errors.form}</Notice>
        </div>
      ) : null}
      <KeyFields errors={errors} />
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={create.isPending}>
          Create key
        </Button>
      </DialogActions>
    </form>
  );
}
