import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Link } from "./link.tsx";

export type PaginationProps = {
  /** Links that carry the cursor; absent where there is no such page. */
  newerHref?: string;
  olderHref?: string;
  summary?: ReactNode;
  /** What the way back is called, where it leads straight to the first page. */
  newerLabel?: string;
  /** What the way on is called, where the order is not one of time. */
  olderLabel?: string;
};

function Step({ href, children }: { href?: string; children: ReactNode }) {
  if (!href)
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    );
  return (
    <Button size="sm" asChild>
      <Link href={href}>{children}</Link>
    </Button>
  );
}

/** Cursor pages: no page numbers, because rows arrive while people read. */
export function Pagination({
  newerHref,
  olderHref,
  summary,
  newerLabel = "Newer",
  olderLabel = "Older",
}: PaginationProps) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <span>{summary}</span>
      <span className="flex gap-2">
        <Step href={newerHref}>
          <ChevronLeft aria-hidden="true" /> {newerLabel}
        </Step>
        <Step href={olderHref}>
          {olderLabel} <ChevronRight aria-hidden="true" />
        </Step>
      </span>
    </nav>
  );
}
