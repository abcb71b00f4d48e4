"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardFooter } from "@tollgate/ui/card";
import { Checkbox } from "@tollgate/ui/checkbox";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { Select } from "@tollgate/ui/select";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";

type Policy = Outputs["workspaces"]["dataPolicy"];
type Provider = { readonly slug: string; readonly name: string };

const POLICIES: readonly { value: Policy["dataPolicy"]; label: string; detail: string }[] = [
  { value: "may_train", label: "Any endpoint", detail: "Also where requests may be used for training" },
  { value: "no_training", label: "No training", detail: "Only where requests train nothing" },
  { value: "zero_retention", label: "Nothing is kept", detail: "Only where requests are not kept at all" },
];

const RULES: readonly { value: Policy["providerRule"]; label: string }[] = [
  { value: "any", label: "Any provider" },
  { value: "only", label: "Only those chosen below" },
  { value: "except", label: "All but those chosen below" },
];

type Props = { workspaceId: string; policy: Policy; providers: readonly Provider[]; canChange: boolean };

/** How private endpoints must be, and whose may be asked, for all calls of a workspace. */
export function DataPolicy({ workspaceId, policy, providers, canChange }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [privacy, setPrivacy] = useState(policy.dataPolicy);
  const [rule, setRule] = useState(policy.providerRule);
  const [named, setNamed] = useState<ReadonlySet<string>>(new Set(policy.providers));
  const [errors, setErrors] = useState<FormErrors>({});
  const save = useMutation(
    trpc.workspaces.setDataPolicy.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["providers"])),
      onSuccess: () => {
        toast({
          title: "The data policy is changed",
          description: "It holds from the next call on.",
          tone: "positive",
        });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setErrors({});
    save.mutate({ workspaceId, dataPolicy: privacy, providerRule: rule, providers: [...named] });
  }

  return (
    <Card>
      <form noValidate method="post" onSubmit={submit}>
        <CardBody className="flex flex-col gap-5">
          {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="What endpoints may do with requests" hint="By what their operators say.">
              <Select
                options={POLICIES}
                value={privacy}
                onValueChange={(value) => setPrivacy(POLICIES.find((one) => one.value === value)?.value ?? privacy)}
                disabled={!canChange}
              />
            </Field>
            <Field label="Providers that may be asked">
              <Select
                options={RULES}
                value={rule}
                onValueChange={(value) => setRule(RULES.find((one) => one.value === value)?.value ?? rule)}
                disabled={!canChange}
              />
            </Field>
          </div>
          {rule === "any" ? null : (
            <fieldset>
              <legend className="font-medium text-sm">{rule === "only" ? "Only these" : "Never these"}</legend>
              {errors.providers ? (
                <p role="alert" className="mt-1 text-critical-text text-sm">
                  {errors.providers}
                </p>
              ) : null}
              <div className="mt-2 grid max-h-72 gap-x-6 gap-y-2 overflow-y-auto sm:grid-cols-2">
                {providers.map(({ slug, name }) => (
                  <Checkbox
                    key={slug}
                    label={name}
                    checked={named.has(slug)}
                    onCheckedChange={(checked) => setNamed(changed(named, slug, checked === true))}
                    disabled={!canChange}
                  />
                ))}
              </div>
            </fieldset>
          )}
        </CardBody>
        <CardFooter
          note={
            canChange
              ? "A request can be stricter than this, never less. Calls that nobody may serve are refused with the reason."
              : "Owners and admins can change it."
          }
        >
          {canChange ? (
            <Button type="submit" intent="primary" busy={save.isPending}>
              Apply policy
            </Button>
          ) : null}
        </CardFooter>
      </form>
    </Card>
  );
}

function changed(set: ReadonlySet<string>, member: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(member);
  else next.delete(member);
  return next;
}
