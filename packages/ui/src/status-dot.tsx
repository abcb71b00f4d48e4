import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type StatusTone = "positive" | "caution" | "critical" | "neutral" | "accent";

const DOT: Record<StatusTone, string> = {
  positive: "bg-positive",
  caution: "bg-caution",
  critical: "bg-critical",
  accent: "bg-accent",
  neutral: "border-[1.5px] border-ink-faint",
};

/** A state as dot and word: never colour alone. `live` pulses for something happening now. */
export function StatusDot({ tone, live, children }: { tone: StatusTone; live?: boolean; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span
        aria-hidden="true"
        className={classNames("telling-colour size-2 rounded-full", DOT[tone], live && "animate-shimmer")}
      />
      {children}
    </span>
  );
}
