import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const badgeStyle = cva(
  "inline-flex h-5.5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs tracking-normal [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-ink-muted",
        accent: "bg-accent-soft text-accent-text",
        positive: "bg-positive-soft text-positive-text",
        caution: "bg-caution-soft text-caution-text",
        critical: "bg-critical-soft text-critical-text",
        outline: "border text-ink-muted",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeProps = VariantProps<typeof badgeStyle> & { children: ReactNode; className?: string };

export function Badge({ tone, children, className }: BadgeProps) {
  return <span className={classNames(badgeStyle({ tone }), className)}>{children}</span>;
}
