import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type ErrorStateProps = {
  title: string;
  /** What the person can do about it. */
  children: ReactNode;
  actions?: ReactNode;
  /** Something to quote to whoever runs the marketplace; never a stack trace. */
  reference?: string;
};

export function ErrorState({ title, children, actions, reference }: ErrorStateProps) {
  return (
    <div role="alert" className="flex gap-4 rounded-lg border border-critical/30 bg-critical-soft px-5 py-4">
      <TriangleAlert className="mt-0.5 size-5 shrink-0 text-critical-text" aria-hidden="true" />
      <div className="min-w-0">
        <h2 className="font-semibold text-critical-text">{title}</h2>
        <div className="mt-0.5 text-ink">{children}</div>
        {reference ? <p className="mt-1 font-mono text-ink-muted text-xs">Reference {reference}</p> : null}
        {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
