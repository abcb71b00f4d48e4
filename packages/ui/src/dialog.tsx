"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { IconButton } from "./icon-button.tsx";
import { useOpener } from "./use-opener.ts";

export type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  size?: "sm" | "md" | "lg";
  /** A slip (a click outside, Escape) does not close it: for what cannot be shown again. */
  staysOpen?: boolean;
  /** For something to read: the dialog itself takes the focus, not the first control in it. */
  reading?: boolean;
};

const WIDTH = { sm: "sm:max-w-md", md: "sm:max-w-lg", lg: "sm:max-w-2xl" };

/** On a phone the dialog is a sheet at the thumb; elsewhere it stands in the middle. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, trigger, title, description, children, size = "md", staysOpen, reading } = props;
  const opener = useOpener();
  const slip = (event: Event) => {
    if (staysOpen) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-fade-in grid-cols-[minmax(0,100%)] overflow-y-auto bg-scrim max-sm:items-end sm:place-items-center sm:p-6">
          <Radix.Content
            {...(description ? {} : { "aria-describedby": undefined })}
            onCloseAutoFocus={trigger ? undefined : opener.giveBack}
            onOpenAutoFocus={(event) => {
              opener.remember();
              if (!reading || !(event.currentTarget instanceof HTMLElement)) return;
              event.preventDefault();
              event.currentTarget.focus();
            }}
            onEscapeKeyDown={slip}
            onInteractOutside={slip}
            className={classNames(
              "relative w-full animate-rise-in rounded-xl border bg-raised shadow-lg focus:outline-hidden max-sm:rounded-b-none max-sm:pb-[env(safe-area-inset-bottom)]",
              WIDTH[size],
            )}
          >
            <header className="pt-5 pr-14 pb-4 pl-6">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-1 text-ink-muted">{description}</Radix.Description>
              ) : null}
            </header>
            <div className="px-6 pb-6">{children}</div>
            <Radix.Close asChild>
              <IconButton label="Close" className="absolute top-3.5 right-3.5">
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The acts of a dialog, the main one at the right and, on a phone, on top and wide. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 in-[form.flex]:mt-2 flex gap-2 max-sm:flex-col-reverse max-sm:*:w-full sm:justify-end">
      {children}
    </div>
  );
}

export const DialogClose = Radix.Close;
