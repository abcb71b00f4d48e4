"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { useToast } from "@tollgate/ui/toast";
import { LockKeyhole } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { PASSWORD_MIN_LENGTH } from "../access/credentials.ts";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { SecurityRow } from "./security-row.tsx";

type Props = { hasPassword: boolean; needsCurrent: boolean; email: string };

export function PasswordRow({ hasPassword, needsCurrent, email }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <SecurityRow
      icon={LockKeyhole}
      title="Password"
      state={hasPassword ? "Set." : "None: you sign in another way."}
      actions={
        <Dialog
          open={open}
          onOpenChange={setOpen}
          size="sm"
          trigger={<Button size="sm">{hasPassword ? "Change" : "Choose one"}</Button>}
          title={hasPassword ? "Change your password" : "Choose a password"}
          description="Every other device is signed out."
        >
          <PasswordForm needsCurrent={needsCurrent} email={email} onDone={() => setOpen(false)} />
        </Dialog>
      }
    />
  );
}

function PasswordForm({ needsCurrent, email, onDone }: Omit<Props, "hasPassword"> & { onDone: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [errors, setErrors] = useState<FormErrors>({});
  const set = useMutation(
    trpc.me.setPassword.mutationOptions({
      onError: (error) => setErrors(formErrorsOf(error, ["password", "currentPassword"])),
      onSuccess: () => {
        onDone();
        toast({ title: "Your password is changed", tone: "positive" });
        router.refresh();
      },
    }),
  );

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const current = String(fields.get("currentPassword") ?? "");
    if (needsCurrent && !current) return setErrors({ currentPassword: "Enter your current password." });
    setErrors({});
    set.mutate({ password: String(fields.get("password") ?? ""), ...(current && { currentPassword: current }) });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
      <input type="hidden" name="username" autoComplete="username" defaultValue={email} />
      {needsCurrent ? (
        <Field
          label="Current password"
          error={errors.currentPassword}
          required
          aside={
            <Link
              href={`/sign-in/link?${new URLSearchParams({ email, next: "/account" })}`}
              className="text-accent-text underline-offset-4 hover:underline"
            >
              Forgotten?
            </Link>
          }
        >
          <Input name="currentPassword" type="password" autoComplete="current-password" autoFocus />
        </Field>
      ) : null}
      <Field label="New password" hint={`At least ${PASSWORD_MIN_LENGTH} characters.`} error={errors.password} required>
        <Input name="password" type="password" autoComplete="new-password" />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={set.isPending}>
          Save password
        </Button>
      </DialogActions>
    </form>
  );
}
