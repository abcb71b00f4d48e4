import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps, MouseEvent } from "react";
import { classNames } from "./class-names.ts";

export const buttonStyle = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 print:hidden [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      intent: {
        primary: "border-transparent bg-accent text-accent-on shadow-xs hover:bg-accent-hover",
        secondary:
          "border-line-control bg-surface text-ink shadow-xs hover:bg-hover dark:bg-raised dark:hover:bg-hover",
        quiet: "border-transparent text-ink-muted hover:bg-hover hover:text-ink",
        danger: "border-transparent bg-critical text-critical-on shadow-xs hover:bg-critical-hover",
        dangerQuiet: "border-line-control bg-surface text-critical-text shadow-xs hover:bg-critical-soft",
        link: "h-auto! border-transparent px-0! text-accent-text underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-sm",
        md: "h-8.5 px-3 text-base max-sm:h-10",
        lg: "h-11 px-5 text-lg",
      },
      wide: { true: "w-full" },
    },
    defaultVariants: { intent: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyle> & {
    /** Renders the only child (a link, say) in the button's clothes. */
    asChild?: boolean;
    /** The work is under way: refuses clicks, keeps the focus, and shows it without changing width. */
    busy?: boolean;
  };

/** A form's Enter presses its button too, so this holds a second sending back. */
function refuse(event: MouseEvent) {
  event.preventDefault();
}

export function Button({
  intent,
  size,
  wide,
  asChild,
  busy,
  className,
  children,
  disabled,
  type,
  ...rest
}: ButtonProps) {
  const style = classNames(buttonStyle({ intent, size, wide }), className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type ?? "button"}
      className={style}
      disabled={disabled}
      aria-busy={busy || undefined}
      {...rest}
      {...(busy && { "aria-disabled": true, onClick: refuse })}
    >
      <span className={classNames("inline-flex items-center gap-1.5", busy && "opacity-0")}>{children}</span>
      {busy ? (
        <span className="absolute inset-0 flex items-center justify-center gap-1" aria-hidden="true">
          {[0, 160, 320].map((delayMs) => (
            <i
              key={delayMs}
              className="size-1 animate-shimmer rounded-full bg-current"
              style={{ animationDelay: `${delayMs}ms`, animationDuration: "900ms" }}
            />
          ))}
        </span>
      ) : null}
    </button>
  );
}
