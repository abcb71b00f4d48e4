import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const noticeStyle = cva("flex gap-3 rounded-md px-4 py-3", {
  variants: {
    tone: {
      neutral: "bg-sunken text-ink-muted dark:bg-raised",
      accent: "bg-accent-soft text-accent-text",
      positive: "bg-positive-soft text-positive-text",
      caution: "bg-caution-soft text-caution-text",
      critical: "bg-critical-soft text-critical-text",
    },
  },
  defaultVariants: { tone: "neutral" },
});

const ICON = { neutral: Info, accent: Info, positive: CircleCheck, caution: TriangleAlert, critical: CircleAlert };

/** A sentence in the flow of a page that a person should not miss. */
export function Notice({ tone, children }: VariantProps<typeof noticeStyle> & { children: ReactNode }) {
  const Icon = ICON[tone ?? "neutral"];
  return (
    <div role={tone === "critical" ? "alert" : "note"} className={noticeStyle({ tone })}>
      <Icon className="mt-0.75 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
