"use client";

import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Notice } from "@tollgate/ui/notice";
import { type FormEvent, type ReactNode, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";

type Props = {
  trigger: ReactNode;
  title: string;
  lead: string;
  act: string;
  fields: readonly string[];
  children: (errors: FormErrors) => ReactNode;
  /** A refusal keeps the dialog open with what was typed. */
  onSubmit: (read: (name: string) => string) => Promise<void>;
};

/** A form in a dialog that asks for a change of the books. */
export function RequestDialog({ trigger, title, lead, act, fields, children, onSubmit }: Props) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setErrors({});
    try {
      await onSubmit((name) => String(data.get(name) ?? "").trim());
      setOpen(false);
    } catch (error) {
      setErrors(formErrorsOf(error, fields));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={trigger} title={title} size="sm">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-muted">{lead}</p>
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        {children(errors)}
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="primary" busy={busy}>
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
