"use client";

import { Button } from "@tollgate/ui/button";
import { CardBody, CardFooter } from "@tollgate/ui/card";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Textarea } from "@tollgate/ui/textarea";
import { type ReactNode, useState } from "react";
import { type FormErrors, inputErrorsOf } from "../forms/form-errors.ts";
import { formSubmit } from "../forms/form-submit.ts";
import { AppDetails } from "./app-details.ts";

export type AppFormProps = {
  app?: { name: string; url: string; description: string; callbackUrl: string | null; redirectUrls: readonly string[] };
  act: string;
  note?: ReactNode;
  busy: boolean;
  /** Refusals of the API, by field. */
  refused: FormErrors;
  onSubmit: (details: AppDetails) => void;
};

/** The facts of an app, for registering one and for changing it. */
export function AppForm({ app, act, note, busy, refused, onSubmit }: AppFormProps) {
  const [found, setFound] = useState<FormErrors>({});
  const errors = { ...refused, ...found };

  function submit(fields: FormData) {
    const parsed = AppDetails.safeParse(Object.fromEntries(fields));
    setFound(parsed.success ? {} : inputErrorsOf(parsed.error));
    if (parsed.success) onSubmit(parsed.data);
  }

  return (
    <form noValidate {...formSubmit(submit)}>
      <CardBody className="flex flex-col gap-5">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field
          label="Name"
          hint="Customers see it when they connect and on every receipt."
          error={errors.name}
          required
        >
          <Input name="name" defaultValue={app?.name} autoComplete="off" placeholder="Inkwell" />
        </Field>
        <Field label="Address" hint="Where people use the app." error={errors.url} required>
          <Input
            name="url"
            type="url"
            inputMode="url"
            defaultValue={app?.url}
            autoComplete="off"
            placeholder="https://inkwell.example.com"
          />
        </Field>
        <Field
          label="Description"
          hint="One or two sentences for the consent page."
          error={errors.description}
          optional
        >
          <Textarea name="description" defaultValue={app?.description} rows={3} />
        </Field>
        <Field
          label="Callback address"
          hint="Customers are offered a way back to it once they have connected."
          error={errors.callbackUrl}
          optional
        >
          <Input
            name="callbackUrl"
            type="url"
            inputMode="url"
            defaultValue={app?.callbackUrl ?? ""}
            autoComplete="off"
            placeholder="https://inkwell.example.com/connected"
          />
        </Field>
        <Field
          label="Redirect addresses"
          hint="For Sign in with Tollgate: where people may be sent back with a code, one per line. The callback address counts too."
          error={errors.redirectUrls}
          optional
        >
          <Textarea
            name="redirectUrls"
            defaultValue={app?.redirectUrls.join("\n")}
            rows={2}
            placeholder="https://inkwell.example.com/tollgate"
          />
        </Field>
      </CardBody>
      <CardFooter note={note}>
        <Button type="submit" intent="primary" busy={busy}>
          {act}
        </Button>
      </CardFooter>
    </form>
  );
}
