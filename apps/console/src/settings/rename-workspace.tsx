"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspace: { id: string; name: string; slug: string }; canChange: boolean };

export function RenameWorkspace({ workspace, canChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const rename = useMutation(
    trpc.workspaces.rename.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["name"])),
      onSuccess: ({ name }) => {
        toast({ title: `The workspace is called “${name}”`, tone: "positive" });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    rename.mutate({ workspaceId: workspace.id, name: String(new FormData(event.currentTarget).get("name") ?? "") });
  }

  return (
    <Card>
      <form noValidate method="post" onSubmit={submit}>
        <CardBody className="flex flex-col gap-4">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <Field label="Name" hint={`Its address, /w/${workspace.slug}, stays as it is.`} error={errors.name} required>
            <Input name="name" defaultValue={workspace.name} autoComplete="off" disabled={!canChange} />
          </Field>
        </CardBody>
        <CardFooter note={canChange ? "Everyone in the workspace sees it." : "Owners and admins can change the name."}>
          {canChange ? (
            <Button type="submit" intent="primary" busy={rename.isPending}>
              Save
            </Button>
          ) : null}
        </CardFooter>
      </form>
    </Card>
  );
}
