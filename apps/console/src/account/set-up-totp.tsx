"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { Skeleton } from "@tollgate/ui/skeleton";
import { signIn } from "next-auth/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** From a QR code to the recovery codes. `onDone` when they were kept. */
export function SetUpTotp({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const begin = useMutation(trpc.me.beginTotp.mutationOptions());
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const asked = useRef(false);
  useEffect(() => {
    // Once: every time makes another secret.
    if (!asked.current) begin.mutate();
    asked.current = true;
  }, [begin]);
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (begin.error) return <Notice tone="critical">{formErrorsOf(begin.error, []).form}</Notice>;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-ink-muted">Scan this with an authenticator app, then enter the code it shows.</p>
      {begin.data ? <QrCode text={begin.data.uri} /> : <Skeleton className="size-48 self-center" />}
      {begin.data ? <TypedKey secret={begin.data.secret} /> : <Skeleton className="h-9 w-full" />}
      <FirstCode ready={begin.data !== undefined} onRight={setCodes} />
    </div>
  );
}

/** For who cannot scan. */
function TypedKey({ secret }: { secret: string }) {
  const grouped = secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-ink-faint text-sm">Cannot scan it? Type this key.</p>
      <div className="flex items-center gap-2 rounded-md border border-line-control bg-sunken p-1.5 pl-3">
        <code data-secret className="min-w-0 flex-1 select-all font-mono text-sm" translate="no">
          {grouped}
        </code>
        <CopyButton text={secret} label="Copy key" />
      </div>
    </div>
  );
}

function FirstCode({ ready, onRight }: { ready: boolean; onRight: (recoveryCodes: readonly string[]) => void }) {
  const trpc = useTRPC();
  const [errors, setErrors] = useState<FormErrors>({});
  const confirm = useMutation(
    trpc.me.confirmTotp.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["code"])),
      onSuccess: async ({ recoveryCodes, handover }) => {
        // The session goes on as one that was proven twice. Should it not, the person signs in again, with a code.
        if (handover) await signIn("handover", { token: handover, redirect: false }).catch(() => undefined);
        onRight(recoveryCodes);
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    setErrors({});
    confirm.mutate({ code });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="Code" error={errors.code} required>
        <Input
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="tabular h-10 tracking-widest"
        />
      </Field>
      <Button type="submit" intent="primary" wide busy={confirm.isPending} disabled={!ready} className="h-10">
        Turn it on
      </Button>
    </form>
  );
}
