"use client";

import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { classNames } from "./class-names.ts";

type FieldControl = { id?: string; "aria-describedby"?: string; "aria-invalid"?: true; required?: boolean };

const FieldContext = createContext<FieldControl>({});

/** What a control takes from the field around it: its id and the texts that describe it. */
export function useFieldControl(): FieldControl {
  return useContext(FieldContext);
}

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** Says what is wrong and what to do; shown instead of the hint and announced. */
  error?: ReactNode;
  optional?: boolean;
  required?: boolean;
  /** Sits at the label's right, for a link such as "Forgot password?". */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
};

export function Field({ label, hint, error, optional, required, aside, children, className }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  const control: FieldControl = {
    id,
    "aria-describedby": note ? noteId : undefined,
    "aria-invalid": error ? true : undefined,
    required,
  };
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-ink text-sm">
          {label}
          {optional ? <span className="ml-1.5 font-normal text-ink-faint">optional</span> : null}
        </label>
        {aside ? <span className="text-sm">{aside}</span> : null}
      </div>
      <FieldContext value={control}>{children}</FieldContext>
      {note ? (
        <p
          id={noteId}
          role={error ? "alert" : undefined}
          className={classNames("flex gap-1.5 text-sm", error ? "text-critical-text" : "text-ink-faint")}
        >
          {error ? <CircleAlert className="mt-0.75 size-3.5 shrink-0" aria-hidden="true" /> : null}
          <span>{note}</span>
        </p>
      ) : null}
    </div>
  );
}
