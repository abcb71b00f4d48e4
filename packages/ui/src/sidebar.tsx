"use client";

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Link } from "./link.tsx";

export function SidebarSection({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      {title ? <h2 className="px-2.5 pb-1 font-medium text-ink-faint text-xs">{title}</h2> : null}
      <ul className="flex flex-col gap-px">{children}</ul>
    </div>
  );
}

export type SidebarLinkProps = {
  href: string;
  icon: LucideIcon;
  current: boolean;
  /** Things that wait here for the person. */
  count?: number;
  onClick?: () => void;
  children: ReactNode;
};

export function SidebarLink({ href, icon: Icon, current, count, onClick, children }: SidebarLinkProps) {
  return (
    <li>
      <Link
        href={href}
        onClick={onClick}
        aria-current={current ? "page" : undefined}
        className={classNames(
          "group flex h-8 items-center gap-2.5 rounded-md px-2.5 transition-colors max-lg:h-10",
          current
            ? "bg-surface font-medium text-ink shadow-xs ring-1 ring-line dark:bg-raised forced-colors:outline-2 forced-colors:-outline-offset-2"
            : "text-ink-muted hover:bg-hover hover:text-ink",
        )}
      >
        <Icon
          aria-hidden="true"
          className={classNames(
            "size-4 shrink-0",
            current ? "text-accent-text" : "text-ink-faint group-hover:text-ink-muted",
          )}
        />
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {count ? (
          <span className="tabular rounded-sm bg-accent-soft px-1.5 font-medium text-accent-text text-xs">{count}</span>
        ) : null}
      </Link>
    </li>
  );
}
