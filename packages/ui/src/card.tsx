import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={classNames("rounded-lg border bg-surface shadow-xs", className)} {...rest} />;
}

export function CardHeader({ title, hint, actions }: { title: ReactNode; hint?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 pt-4 pb-3">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-semibold text-base">{title}</h2>
        {hint ? <p className="mt-0.5 text-ink-muted text-sm">{hint}</p> : null}
      </div>
      {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={classNames("px-5 pb-5 first:pt-5", className)} {...rest} />;
}

/** The card's last line: what will happen on the left, the act on the right. */
export function CardFooter({ note, children }: { note?: ReactNode; children?: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-between gap-3 rounded-b-lg border-t bg-sunken px-5 py-3">
      <p className="text-ink-muted text-sm">{note}</p>
      <div className="flex items-center gap-2">{children}</div>
    </footer>
  );
}
