import { classNames } from "./class-names.ts";
import { initialsOf } from "./format/number.ts";

/** Initials on a quiet ground. `square` is for organisations, round for people. */
export function Avatar({
  name,
  shape = "round",
  className,
}: {
  name: string;
  shape?: "round" | "square";
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "inline-flex size-7 shrink-0 select-none items-center justify-center bg-accent-soft font-semibold text-2xs text-accent-text",
        shape === "round" ? "rounded-full" : "rounded-sm",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
