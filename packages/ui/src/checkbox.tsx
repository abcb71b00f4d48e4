"use client";

import { Check } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";

export type CheckboxProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & {
  label: ReactNode;
  hint?: ReactNode;
};

export function Checkbox({ label, hint, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <Radix.Root
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="telling-colour control-focus mt-0.75 flex size-4 shrink-0 items-center justify-center rounded-xs border border-line-control bg-surface text-accent-on shadow-xs data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50 dark:bg-sunken"
        {...rest}
      >
        <Radix.Indicator>
          <Check className="size-3" strokeWidth={3} aria-hidden="true" />
        </Radix.Indicator>
      </Radix.Root>
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-faint text-sm">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
