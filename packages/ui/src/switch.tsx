"use client";

import { Switch as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";

export type SwitchProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & { label: ReactNode; hint?: ReactNode };

/** For a setting that takes effect at once; a choice inside a form is a checkbox. */
export function Switch({ label, hint, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-ink-faint text-sm">
            {hint}
          </p>
        ) : null}
      </div>
      <Radix.Root
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="telling-colour mt-0.5 h-5 w-8.5 shrink-0 rounded-full bg-line-control p-0.5 transition-colors data-[state=checked]:bg-accent disabled:opacity-50"
        {...rest}
      >
        <Radix.Thumb className="block size-4 rounded-full bg-white shadow-sm transition-transform duration-150 data-[state=checked]:translate-x-3.5 dark:data-[state=checked]:bg-accent-on" />
      </Radix.Root>
    </div>
  );
}
