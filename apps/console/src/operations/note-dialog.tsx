"use client";

import { Button } from "@tollgate/ui/button";
import { Dialog, DialogActions, DialogClose } from "@tollgate/ui/dialog";
import { Field } from "@tollgate/ui/field";
import { Notice } from "@tollgate/ui/notice";
import { Textarea } from "@tollgate/ui/textarea";
import { type FormEvent, type ReactNode, useState } from "react";
import { type FormErrors, formErrorsOf } from "../forms/form-errors.ts";

type Props = {
  trigger: ReactNode;
  title: string;
  /** The act as a verb. */
  act: string;
  hint: string;
  /** A refusal keeps the dialog open with the note as it was typed. */
  onNote: (note: string) => Promise<void>;
};

/** Asks for the reason before doing something its subject will want to know the reason of. */
export function NoteDialog({ trigger, title, act, hint, onNote }: Props) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({});

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
    if (!note) return setErrors({ note: "Write a note for the provider." });
    setBusy(true);
    setErrors({});
    try {
      await onNote(note);
      setOpen(false);
    } catch (error) {
      setErrors(formErrorsOf(error, ["note"]));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setErrors({});
        setOpen(next);
      }}
      trigger={trigger}
      title={title}
      size="sm"
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.form ? <Notice tone="critical">{errors.form}</Notice> : null}
        <Field label="Note" hint={hint} error={errors.note} required>
          <Textarea name="note" maxLength={1000} />
        </Field>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" intent="danger" busy={busy}>
            {act}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
