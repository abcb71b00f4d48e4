"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Textarea } from "@tollgate/ui/textarea";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { slugOf } from "./slug-of.ts";

const FIELDS = ["name", "slug", "description"];

type Props = { workspaceId: string; suggestedName: string; afterHref: string };

/** Opens a provider: the name under which endpoints are offered. */
export function ProviderForm({ workspaceId, suggestedName, afterHref }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const [errors, setErrors] = useState<FormErrors>({});
  const [name, setName] = useState(suggestedName);
  const [slug, setSlug] = useState<string | null>(null);
  const create = useMutation(
    trpc.endpoints.createProvider.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, FIELDS)),
      onSuccess: (provider) => {
        toast({ title: `${provider.name} is set up`, description: "Now register its first endpoint." });
        router.push(afterHref);
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    const description = new FormData(event.currentTarget).get("description");
    create.mutate({
      workspaceId,
      name,
      slug: slug ?? slugOf(name),
      description: typeof description === "string" ? description : "",
    });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Name" hint="Shown with every endpoint and on receipts." error={errors.name} required>
          <Input
            name="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="organization"
          />
        </Field>
        <Field label="Short name" hint="Callers write it to prefer or avoid you." error={errors.slug} required>
          <Input
            name="slug"
            value={slug ?? slugOf(name)}
            onChange={(event) => setSlug(event.target.value)}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </div>
      <Field
        label="Description"
        optional
        hint="Where you run, what you keep of requests, what you are good at."
        error={errors.description}
      >
        <Textarea name="description" rows={3} />
      </Field>
      <Button type="submit" intent="primary" className="self-start" busy={create.isPending || create.isSuccess}>
        Set up provider
      </Button>
    </form>
  );
}
