import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type Props = { icon: LucideIcon; title: string; state: ReactNode; actions?: ReactNode; children?: ReactNode };

/** One way of proving who somebody is: what it is, how it stands, what can be done. */
export function SecurityRow({ icon: Icon, title, state, actions, children }: Props) {
  return (
    <div className="px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-64 gap-3.5">
          <Icon className="mt-0.5 size-4.5 shrink-0 text-ink-faint" strokeWidth={1.75} aria-hidden="true" />
          <div className="min-w-0">
            <h3 className="font-medium">{title}</h3>
            <p className="mt-0.5 text-ink-muted text-sm">{state}</p>
          </div>
        </div>
        {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
      </div>
      {children ? <div className="mt-3 sm:pl-8">{children}</div> : null}
    </div>
  );
}
