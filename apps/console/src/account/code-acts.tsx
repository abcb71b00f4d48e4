"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

type CodeFormProps = {
  act: string;
  danger?: boolean;
  /** Refuses with the API's own error. */
  onCode: (code: string) => Promise<unknown>;
  children: ReactNode;
};

/** Asks for a code before an act. */
function CodeForm({ act, danger, onCode, children }: CodeFormProps) {
  const [errors, setErrors] = useState<FormErrors>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    setBusy(true);
    setErrors({});
    await onCode(code).catch((error: unknown) => setErrors(formErrorsOf(error, ["code"])));
    setBusy(false);
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {children}
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <Field label="Code" hint="Of your authenticator app, or a recovery code." error={errors.code} required>
        <Input name="code" autoComplete="one-time-code" className="tabular" autoFocus />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent={danger ? "danger" : "primary"} busy={busy}>
          {act}
        </Button>
      </DialogActions>
    </form>
  );
}

/** Takes the authenticator app away. */
export function RemoveTotp({ staff }: { staff: boolean }) {
  const [open, setOpen] = useState(false);
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(trpc.me.removeTotp.mutationOptions());
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={<Button size="sm">Remove</Button>}
      title="Remove your authenticator app?"
    >
      <CodeForm
        act="Remove app"
        danger
        onCode={async (code) => {
          await remove.mutateAsync({ code });
          setOpen(false);
          toast({ title: "Your authenticator app is removed", tone: "positive" });
          router.refresh();
        }}
      >
        <p className="text-ink-muted">
          Signing in no longer asks for a code, and your recovery codes end.
          {staff ? " Your work for the marketplace waits until you set up another." : null}
        </p>
      </CodeForm>
    </Dialog>
  );
}

/** Makes a new set of recovery codes and shows it. */
export function NewRecoveryCodes() {
  const [open, setOpen] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const trpc = useTRPC();
  const router = useRouter();
  const renew = useMutation(trpc.me.renewRecoveryCodes.mutationOptions());
  function change(next: boolean) {
    setOpen(next);
    if (next) setCodes(null);
    else router.refresh();
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size="sm"
      staysOpen={codes !== null}
      trigger={<Button size="sm">New codes</Button>}
      title={codes ? "Your new recovery codes" : "Make new recovery codes?"}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => change(false)} />
      ) : (
        <CodeForm act="Make new codes" onCode={async (code) => setCodes(await renew.mutateAsync({ code }))}>
          <p className="text-ink-muted">You get ten new ones. Those you have now no longer work.</p>
        </CodeForm>
      )}
    </Dialog>
  );
}
