import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type SectionProps = {
  title: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** `aside` puts the title in a column of its own, for settings. */
  layout?: "stacked" | "aside";
  className?: string;
};

export function Section({ title, hint, actions, children, layout = "stacked", className }: SectionProps) {
  const aside = layout === "aside";
  return (
    <section className={classNames("min-w-0", aside && "grid gap-x-10 gap-y-4 lg:grid-cols-[16rem_1fr]", className)}>
      <header className={classNames("flex flex-wrap items-end justify-between gap-x-6 gap-y-2", !aside && "mb-3")}>
        <div className={classNames("min-w-0", aside && "self-start")}>
          <h2 className="font-semibold text-lg">{title}</h2>
          {hint ? <p className="mt-0.5 max-w-prose text-ink-muted text-sm">{hint}</p> : null}
        </div>
        {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
      </header>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
