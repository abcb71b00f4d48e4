"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { dialectOptions } from "./dialect-options.ts";
import type { Endpoint } from "./endpoint-state.tsx";
import { enteredCredential } from "./entered-credential.ts";

const FIELDS = ["dialect", "baseUrl", "upstreamModel", "credential"];

/** Changes where an endpoint is; another API, address or model is reviewed again, and the dialog says so first. */
export function EditConnection({ endpoint }: { endpoint: Endpoint }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});
  const [dialect, setDialect] = useState(endpoint.dialect);
  const update = useMutation(
    trpc.endpoints.update.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, FIELDS)),
      onSuccess: (changed) => {
        setOpen(false);
        toast({
          title: changed.state === "pending" ? "Saved, waits for review" : "Saved",
          description: changed.lastProbe?.message,
          tone: changed.lastProbe?.ok ? "positive" : "critical",
        });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    update.mutate({
      workspaceId: endpoint.workspaceId,
      endpointId: endpoint.id,
      dialect: text("dialect"),
      baseUrl: text("baseUrl"),
      upstreamModel: text("upstreamModel"),
      credential: enteredCredential(data),
    });
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setErrors({});
        setOpen(next);
      }}
      trigger={<Button size="sm">Change</Button>}
      title="Change the connection"
      description="Another API, address or model is reviewed again before it takes calls. A probe runs when you save."
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field label="API" error={errors.dialect} required>
          <Select
            name="dialect"
            value={dialect}
            onValueChange={setDialect}
            options={dialectOptions(endpoint.dialect)}
          />
        </Field>
        <Field label="Address" error={errors.baseUrl} required>
          <Input name="baseUrl" type="url" defaultValue={endpoint.baseUrl} className="font-mono" spellCheck={false} />
        </Field>
        <Field label="Model’s name in your API" error={errors.upstreamModel} required>
          <Input name="upstreamModel" defaultValue={endpoint.upstreamModel} className="font-mono" spellCheck={false} />
        </Field>
        <CredentialFields
          dialect={dialect}
          whenEmpty="Left empty, the old key stays; at another host, or proven another way, it is not used and has to be entered again."
          error={errors.credential}
        />
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={update.isPending}>
            Save and probe
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
