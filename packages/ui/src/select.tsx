"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { classNames } from "./class-names.ts";
import { useFieldControl } from "./field.tsx";
import { controlStyle } from "./input.tsx";

export type SelectOption = { value: string; label: string; detail?: ReactNode; disabled?: boolean };

export type SelectProps = {
  options: readonly SelectOption[];
  name?: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  disabled?: boolean;
  /** Spoken name where no field surrounds the select. */
  label?: string;
  className?: string;
};

export function Select({ options, placeholder = "Choose…", label, className, onValueChange, ...rest }: SelectProps) {
  const { id, required: _, ...described } = useFieldControl();
  const [last, setLast] = useState(rest.defaultValue);
  const chosen = options.find(({ value }) => value === (rest.value ?? last));
  function change(value: string) {
    setLast(value);
    onValueChange?.(value);
  }
  return (
    <Radix.Root {...rest} onValueChange={change}>
      <Radix.Trigger
        id={id}
        aria-label={label}
        {...described}
        className={classNames(
          controlStyle,
          "flex h-8.5 items-center justify-between gap-2 px-2.5 text-left data-placeholder:text-ink-faint max-sm:h-10",
          className,
        )}
      >
        <span className="truncate">
          {/* Said here, since Radix knows the words of a choice only once it runs in the browser. */}
          <Radix.Value placeholder={placeholder}>{chosen?.label}</Radix.Value>
        </span>
        <ChevronDown className="size-4 shrink-0 text-ink-faint" aria-hidden="true" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop-in overflow-hidden rounded-lg border bg-raised p-1 shadow-md"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default select-none items-center gap-4 rounded-sm py-1.5 pr-8 pl-2 text-base outline-none data-disabled:opacity-50 data-highlighted:bg-hover forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:outline-solid forced-colors:data-highlighted:-outline-offset-2 max-sm:py-2.5"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.detail ? <span className="ml-auto text-ink-faint text-sm">{option.detail}</span> : null}
                <Radix.ItemIndicator className="absolute right-2">
                  <Check className="size-4 text-accent-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
