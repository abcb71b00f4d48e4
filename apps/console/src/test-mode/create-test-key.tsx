"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { CodeBlock } from "@tollgate/ui/code-block";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { useMadeOnce } from "../forms/use-made-once.ts";
import { keySamples } from "../keys/key-samples.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; appId: string; apiUrl: string; sampleModel: string };
type Made = { name: string; secret: string };

/** Makes a test key and shows it at the only moment it can be read. */
export function CreateTestKey({ workspaceId, appId, apiUrl, sampleModel }: Props) {
  const { made, setMade, dialog } = useMadeOnce<Made>();

  return (
    <Dialog
      {...dialog}
      size={made ? "lg" : "md"}
      trigger={
        <Button intent="primary">
          <Plus aria-hidden="true" /> Create test key
        </Button>
      }
      title={made ? `“${made.name}” is ready` : "Create a test key"}
      description={
        made ? "Copy the key, then make the first test call with it." : "It calls a simulated model and costs nothing."
      }
    >
      {made ? (
        <div className="min-w-0">
          <div className="flex flex-col gap-5">
            <SecretReveal secret={made.secret} name="test key" />
            <CodeBlock samples={keySamples({ apiUrl, model: sampleModel, secret: made.secret })} />
          </div>
          <DialogActions>
            <DialogClose asChild>
              <Button intent="primary">I have copied the key</Button>
            </DialogClose>
          </DialogActions>
        </div>
      ) : (
        <TestKeyForm workspaceId={workspaceId} appId={appId} onMade={setMade} />
      )}
    </Dialog>
  );
}

type FormProps = { workspaceId: string; appId: string; onMade: (made: Made) => void };

function TestKeyForm({ workspaceId, appId, onMade }: FormProps) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const create = useMutation(
    trpc.testMode.createKey.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["name"])),
      onSuccess: ({ key, secret }) => onMade({ name: key.name, secret }),
    }),
  );
  return (
    <form
      noValidate
      method="post"
      {...formSubmit((form) => create.mutate({ workspaceId, appId, name: String(form.get("name") ?? "") }))}
    >
      <div className="flex flex-col gap-5">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field label="Name" hint="Where it will be used, such as “Laptop” or “CI”." error={errors.name}>
          <Input name="name" autoComplete="off" maxLength={80} />
        </Field>
      </div>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={create.isPending}>
          Create test key
        </Button>
      </DialogActions>
    </form>
  );
}
