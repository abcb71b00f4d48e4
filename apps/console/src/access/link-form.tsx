"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { SignInInput } from "./credentials.ts";

const Refusal = z.object({ error: z.object({ message: z.string() }) });

/** Asks for a link by mail. The answer is the same whether there is an account or not. */
export function LinkForm({ nextPath, email, mailboxUrl }: { nextPath: string; email?: string; mailboxUrl?: string }) {
  const [error, setError] = useState<string>();
  const [sentTo, setSentTo] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = SignInInput.pick({ email: true }).safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setError(parsed.error.issues[0]?.message);
    setBusy(true);
    setError(undefined);
    const problem = await ask(parsed.data.email, nextPath);
    setBusy(false);
    if (problem) setError(problem);
    else setSentTo(parsed.data.email);
  }

  if (sentTo)
    return (
      <div className="mt-8 flex flex-col gap-4">
        <Notice tone="positive">
          If {sentTo} has an account, a link is on its way. It works once, for 15 minutes, in any browser.
        </Notice>
        {mailboxUrl ? (
          <Button asChild wide className="h-10">
            <a href={`${mailboxUrl}?${new URLSearchParams({ to: sentTo })}`} target="_blank" rel="noreferrer">
              Open the demo’s mailbox
            </a>
          </Button>
        ) : null}
      </div>
    );
  return (
    <form noValidate onSubmit={submit} className="mt-8 flex flex-col gap-5">
      <Field label="E-mail" error={error} required>
        <Input name="email" type="email" defaultValue={email} autoComplete="username" autoFocus className="h-10" />
      </Field>
      <Button type="submit" intent="primary" wide busy={busy} className="h-10">
        Send the link
      </Button>
    </form>
  );
}

/** @returns what is wrong, in a sentence; nothing when the link was asked for. */
async function ask(email: string, next: string): Promise<string | undefined> {
  const response = await fetch("/api/sign-in-links", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, next }),
  }).catch(() => undefined);
  if (response?.ok) return undefined;
  const refusal = Refusal.safeParse(await response?.json().catch(() => null));
  return refusal.data?.error.message ?? "No link can be sent right now. Try again in a moment.";
}
