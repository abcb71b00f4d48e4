"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { useFieldControl } from "./field.tsx";
import { controlStyle } from "./input.tsx";

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  const field = useFieldControl();
  return (
    <textarea
      rows={4}
      {...field}
      className={classNames(controlStyle, "field-sizing-content min-h-20 resize-y px-2.5 py-1.5", className)}
      {...rest}
    />
  );
}
