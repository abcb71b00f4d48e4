"use client";

import { classNames } from "@tollgate/ui/class-names";
import { Link } from "@tollgate/ui/link";
import { ChevronDown } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { DocsSearchBox } from "../shell/public-search.tsx";
import { DOCS, docsHref } from "./contents.ts";

/** The contents beside the text; on a phone folded above it, closed again by every move to another page. */
export function DocsNavigation() {
  const path = usePathname();
  const folded = useRef<HTMLDetailsElement>(null);
  const beside = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what closes it, and which page is to be seen
  useEffect(() => {
    if (folded.current) folded.current.open = false;
    const here = beside.current?.querySelector<HTMLElement>("[aria-current]");
    if (beside.current && here) showWithin(beside.current, here);
  }, [path]);
  return (
    <>
      <DocsSearchBox className="mt-6 lg:hidden" />
      <details ref={folded} className="group mt-3 rounded-lg border bg-surface lg:hidden">
        <summary className="flex cursor-pointer list-none items-center justify-between px-4 py-3 font-medium [&::-webkit-details-marker]:hidden">
          Contents
          <ChevronDown
            className="size-4 text-ink-faint transition-transform group-open:rotate-180"
            aria-hidden="true"
          />
        </summary>
        <div className="border-t p-2">
          <Chapters path={path} />
        </div>
      </details>
      <div ref={beside} className="sticky top-16 max-h-[calc(100dvh-4rem)] overflow-y-auto pb-12 pr-6 max-lg:hidden">
        <DocsSearchBox className="sticky top-0 z-10 bg-canvas pt-12 pb-4" />
        <Chapters path={path} />
      </div>
    </>
  );
}

/** Scrolls a list, and nothing around it, as far as needed to have an entry in its middle. */
function showWithin(list: HTMLElement, entry: HTMLElement) {
  const { top, bottom, height } = list.getBoundingClientRect();
  const at = entry.getBoundingClientRect();
  if (at.top < top || at.bottom > bottom) list.scrollTop += at.top - top - height / 2;
}

function Chapters({ path }: { path: string }) {
  return (
    <nav aria-label="Documentation" className="flex flex-col gap-6">
      <Entry href="/docs" title="Overview" path={path} />
      {DOCS.map((chapter) => (
        <div key={chapter.title}>
          <p className="mb-1 px-2.5 font-medium text-ink-faint text-sm">{chapter.title}</p>
          <ul className="flex flex-col gap-px">
            {chapter.pages.map((page) => (
              <li key={page.slug}>
                <Entry href={docsHref(page.slug)} title={page.title} path={path} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Entry({ href, title, path }: { href: string; title: string; path: string }) {
  const here = path === href;
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={classNames(
        "block rounded-md px-2.5 py-1.5",
        here ? "bg-accent-soft font-medium text-accent-text" : "text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      {title}
    </Link>
  );
}
