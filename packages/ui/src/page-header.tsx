import type { ReactNode } from "react";

export type PageHeaderProps = {
  title: ReactNode;
  /** One sentence: what a person does here. */
  lead?: ReactNode;
  breadcrumbs?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
};

export function PageHeader({ title, lead, breadcrumbs, badge, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-col gap-2 sm:mb-8">
      {breadcrumbs}
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold text-2xl">
            {title}
            {badge}
          </h1>
          {lead ? <p className="mt-1 max-w-2xl text-ink-muted">{lead}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}
