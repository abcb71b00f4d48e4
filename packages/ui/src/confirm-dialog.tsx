"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogActions, DialogClose } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";
import { Notice } from "./notice.tsx";

export type ConfirmDialogProps = {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The act as a verb: "Revoke key", never "OK". */
  act: string;
  danger?: boolean;
  /** For what cannot be undone: the person types this first. */
  typeToConfirm?: string;
  /** A rejection keeps the dialog open and shows its message. */
  onConfirm: () => Promise<unknown>;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, act, danger, typeToConfirm, onConfirm, trigger } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [typed, setTyped] = useState("");

  function setOpen(open: boolean) {
    setError(null);
    setTyped("");
    setOwnOpen(open);
    props.onOpenChange?.(open);
  }

  async function confirm() {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      setOpen(false);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : "That did not work. Nothing was changed.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open={props.open ?? ownOpen} onOpenChange={setOpen} trigger={trigger} title={title} size="sm">
      <div className="flex flex-col gap-4 text-ink-muted">
        <div>{children}</div>
        {typeToConfirm ? (
          <Field
            label={
              <>
                Type <code className="rounded-xs bg-hover px-1 font-mono text-xs">{typeToConfirm}</code> to confirm
              </>
            }
          >
            <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
          </Field>
        ) : null}
        {error ? <Notice tone="critical">{error}</Notice> : null}
      </div>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button
          intent={danger ? "danger" : "primary"}
          busy={busy}
          disabled={typeToConfirm !== undefined && typed !== typeToConfirm}
          onClick={confirm}
        >
          {act}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
