import { ChevronRight } from "lucide-react";
import { Link } from "./link.tsx";

export type Crumb = { label: string; href: string };

/** The way back up; the page itself is the heading below, so it is not repeated here. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-ink-faint text-sm">
        {crumbs.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-1">
            <Link href={crumb.href} className="rounded-xs hover:text-ink">
              {crumb.label}
            </Link>
            <ChevronRight className="size-3.5" aria-hidden="true" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
