"use client";

import { Button } from "@tollgate/ui/button";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { Textarea } from "@tollgate/ui/textarea";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { z } from "zod";

const Refusal = z.object({ error: z.object({ message: z.string() }) });

/** Says what happened, to operators who will want to make sure. */
export function RecoveryForm() {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    setBusy(true);
    setProblem(undefined);
    const response = await fetch("/api/recovery", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ reason }),
    }).catch(() => undefined);
    if (response?.ok) return router.refresh();
    const refusal = Refusal.safeParse(await response?.json().catch(() => null));
    setProblem(refusal.data?.error.message ?? "Nobody can be asked right now. Try again in a moment.");
    setBusy(false);
  }

  return (
    <form noValidate onSubmit={submit} className="mt-8 flex flex-col gap-5">
      {problem ? <Notice tone="critical">{problem}</Notice> : null}
      <Field
        label="What happened"
        hint="And how an operator can reach you: they will call back on a way they know you by."
        required
      >
        <Textarea name="reason" rows={4} maxLength={1000} autoFocus />
      </Field>
      <Button type="submit" intent="primary" wide busy={busy} className="h-10">
        Ask an operator
      </Button>
    </form>
  );
}
