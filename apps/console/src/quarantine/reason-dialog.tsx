"use client";

import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { Textarea } from "@tollgate/ui/textarea";
import { type FormEvent, type ReactNode, useState } from "react";

type Props = {
  trigger: ReactNode;
  title: string;
  /** What will happen. */
  children: ReactNode;
  /** The act as a verb. */
  act: string;
  danger?: boolean;
  progress?: { done: number; of: number } | null;
  /** A rejection keeps the dialog open and shows its message. */
  onReason: (reason: string) => Promise<void>;
};

/** Asks for the reason of a decision, which is kept for good. */
export function ReasonDialog({ trigger, title, children, act, danger, progress, onReason }: Props) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ field?: string; form?: string }>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "").trim();
    if (reason.length < 3) return setError({ field: "Say why, so that it can be understood next year." });
    setBusy(true);
    setError({});
    try {
      await onReason(reason);
      setOpen(false);
    } catch (cause) {
      setError({ form: cause instanceof Error ? cause.message : "That did not work. Nothing was changed." });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={trigger} title={title} size="sm">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-muted">{children}</p>
        {error.form ? <Notice tone="critical">{error.form}</Notice> : null}
        <Field label="Reason" hint="Kept for good, with your name and the time." error={error.field} required>
          <Textarea name="reason" maxLength={1000} />
        </Field>
        <p role="status" className="tabular text-ink-muted text-sm empty:hidden">
          {progress ? `${progress.done} of ${progress.of} tried` : null}
        </p>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent={danger ? "danger" : "primary"} busy={busy}>
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
