import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  /** Spoken name: an icon alone says nothing to a screen reader. */
  label: string;
  children: ReactNode;
  size?: "sm" | "md";
};

export function IconButton({ label, size = "md", className, children, type, ...rest }: IconButtonProps) {
  return (
    <button
      type={type ?? "button"}
      aria-label={label}
      title={label}
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-md text-ink-faint transition-colors duration-100 hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-50 data-[state=open]:bg-hover data-[state=open]:text-ink print:hidden",
        size === "sm" ? "size-6 [&_svg]:size-3.5" : "size-8.5 max-sm:size-10 [&_svg]:size-4",
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
