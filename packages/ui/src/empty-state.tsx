import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** Teaches what will be here and why one wants it, in a sentence or two. */
  children: ReactNode;
  actions?: ReactNode;
};

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-line-control border-dashed bg-surface px-6 py-14 text-center">
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg border bg-canvas shadow-xs">
        <Icon className="size-5 text-ink-muted" aria-hidden="true" />
      </span>
      <h2 className="font-semibold text-lg">{title}</h2>
      <div className="mt-1 max-w-md text-ink-muted">{children}</div>
      {actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
