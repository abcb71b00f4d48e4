"use client";

import { Link } from "@tollgate/ui/link";
import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { PUBLIC_PLACES } from "./public-places.ts";

/** The public pages on a phone. Opens without scripts; going somewhere closes it. */
export function PublicMenu() {
  const pathname = usePathname();
  return (
    <details key={pathname} className="group relative md:hidden">
      <summary
        aria-label="Menu"
        className="flex size-10 cursor-pointer list-none items-center justify-center rounded-md text-ink-muted hover:bg-hover group-open:bg-hover [&::-webkit-details-marker]:hidden"
      >
        <Menu aria-hidden="true" className="size-5" />
      </summary>
      <nav aria-label="Pages" className="absolute right-0 z-40 mt-2 w-52 rounded-lg border bg-raised p-1.5 shadow-lg">
        {PUBLIC_PLACES.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={pathname.startsWith(href) ? "page" : undefined}
            className="flex h-11 items-center rounded-md px-3 hover:bg-hover aria-[current]:font-medium aria-[current]:text-accent-text"
          >
            {label}
          </Link>
        ))}
      </nav>
    </details>
  );
}
