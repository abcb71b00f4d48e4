"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { continuePath } from "./next-path.ts";
import { signInMessage } from "./sign-in-message.ts";

/** The second step: a code of the app, or one of those that were kept for when it is lost. */
export function CodeForm({ nextPath }: { nextPath: string }) {
  const [recovery, setRecovery] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
    if (!code) return setError(recovery ? "Enter a recovery code." : "Enter the code that your app shows.");
    setBusy(true);
    setError(undefined);
    const result = await signIn("code", { code, redirect: false }).catch(() => undefined);
    if (result?.ok && !result.error) return window.location.assign(continuePath(nextPath));
    if (result?.error === "Begun") return window.location.assign(`/sign-in?error=Begun`);
    setBusy(false);
    setError(signInMessage(result?.error));
  }

  return (
    <form noValidate method="post" onSubmit={submit} className="mt-8 flex flex-col gap-5">
      {recovery ? (
        <Field key="recovery" label="Recovery code" hint="One of those you kept. It works once." error={error} required>
          <Input name="code" autoComplete="off" autoFocus spellCheck={false} className="h-10 font-mono" />
        </Field>
      ) : (
        <Field key="app" label="Code" hint="The six digits that your authenticator app shows." error={error} required>
          <Input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            maxLength={7}
            className="tabular h-10 tracking-widest"
          />
        </Field>
      )}
      <Button type="submit" intent="primary" wide busy={busy} className="h-10">
        Continue
      </Button>
      <Button
        intent="link"
        className="self-center"
        onClick={() => {
          setRecovery(!recovery);
          setError(undefined);
        }}
      >
        {recovery ? "Use your authenticator app" : "Use a recovery code"}
      </Button>
    </form>
  );
}
