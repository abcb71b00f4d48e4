"use client";

import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { useFieldControl } from "./field.tsx";

/** Shared by every text-like control. 16 px on phones, so that iOS does not zoom into the field. */
export const controlStyle =
  "w-full min-w-0 rounded-md border border-line-control bg-surface text-ink text-base shadow-xs transition-[border-color,box-shadow] duration-100 placeholder:text-ink-faint disabled:bg-sunken disabled:text-ink-faint control-focus max-sm:text-lg dark:bg-sunken";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  const field = useFieldControl();
  return <input {...field} className={classNames(controlStyle, "h-8.5 px-2.5 max-sm:h-10", className)} {...rest} />;
}
