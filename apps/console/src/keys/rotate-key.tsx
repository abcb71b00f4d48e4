"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { SecretReveal } from "@tollgate/ui/secret-reveal";
import { Select } from "@tollgate/ui/select";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

const OVERLAPS = [
  { value: "0", label: "Not at all: it ends now" },
  { value: "1", label: "One hour" },
  { value: "24", label: "One day" },
  { value: "168", label: "A week" },
  { value: "720", label: "30 days" },
];

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspaceId: string;
  keyId: string;
  name: string;
};

/** Gives a key a new secret, shown once; the old one goes on working for as long as is chosen. */
export function RotateKey({ open, onOpenChange, workspaceId, keyId, name }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const rotate = useMutation(trpc.keys.rotate.mutationOptions());
  const made = rotate.data;

  function change(next: boolean) {
    if (!next && made) router.refresh();
    if (!next) rotate.reset();
    onOpenChange(next);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size="md"
      staysOpen={made !== undefined}
      title={made ? `“${name}” has a new secret` : `Rotate “${name}”`}
    >
      {made ? (
        <div className="min-w-0">
          <SecretReveal secret={made.secret} name="key" />
          <DialogActions>
            <DialogClose asChild>
              <Button intent="primary">I have copied the key</Button>
            </DialogClose>
          </DialogActions>
        </div>
      ) : (
        <RotateForm
          error={rotate.error}
          busy={rotate.isPending}
          onRotate={(overlapHours) => rotate.mutate({ workspaceId, keyId, overlapHours })}
        />
      )}
    </Dialog>
  );
}

type FormProps = { error: unknown; busy: boolean; onRotate: (overlapHours: number) => void };

function RotateForm({ error, busy, onRotate }: FormProps) {
  const [overlap, setOverlap] = useState("24");

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onRotate(Number(overlap));
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-ink-muted">
        Budget, limits and lists stay, and both secrets count on them. A secret that was rotated out before ends now.
      </p>
      {error ? <Notice tone="critical">{formErrorsOf(error, []).form}</Notice> : null}
      <Field label="The secret in use goes on for">
        <Select options={OVERLAPS} value={overlap} onValueChange={setOverlap} />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" intent="primary" busy={busy}>
          Rotate key
        </Button>
      </DialogActions>
    </form>
  );
}
