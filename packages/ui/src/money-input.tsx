"use client";

import { type ComponentProps, useState } from "react";
import { classNames } from "./class-names.ts";
import { parseMoneyInput } from "./format/money.ts";
import { Input } from "./input.tsx";

export type MoneyInputProps = Omit<ComponentProps<"input">, "type" | "onChange" | "value"> & {
  /** Called with nano-USD, or `null` while the text is not an amount. */
  onNano?: (nano: bigint | null) => void;
  /** What the amount is per, shown inside on the right: "/ M tokens". */
  per?: string;
};

/** Text, not `type=number`: no float ever sees the amount, and scrolling does not change it. */
export function MoneyInput({ onNano, per, className, defaultValue, ...rest }: MoneyInputProps) {
  const [text, setText] = useState(String(defaultValue ?? ""));
  return (
    <div className="relative">
      <span aria-hidden="true" className="absolute inset-y-0 left-2.5 flex items-center text-ink-faint">
        $
      </span>
      <Input
        {...rest}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const read = parseMoneyInput(event.target.value);
          onNano?.(read.ok ? read.nano : null);
        }}
        className={classNames("tabular pl-6", per && "pr-24", className)}
      />
      {per ? (
        <span aria-hidden="true" className="absolute inset-y-0 right-2.5 flex items-center text-ink-faint text-sm">
          {per}
        </span>
      ) : null}
    </div>
  );
}
