"use client";

import { IconButton } from "@tollgate/ui/icon-button";
import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useFinderKey } from "./use-finder-key.ts";

/** What a search looks through: everything that is public, or the documentation alone. */
export type SearchScope = "site" | "docs";

const Opener = createContext<(scope: SearchScope) => void>(() => undefined);

// Nobody who does not search should wait for it.
const PublicFinder = dynamic(async () => (await import("./public-finder.tsx")).PublicFinder, { ssr: false });

/** Search for people who may not be signed in, by ⌘K and by the buttons inside. */
export function PublicSearch({ children }: { children: ReactNode }) {
  const [scope, setScope] = useState<SearchScope | null>(null);
  useFinderKey(useCallback(() => setScope((before) => (before ? null : "site")), []));
  return (
    <Opener value={setScope}>
      {children}
      {scope ? <PublicFinder scope={scope} onClose={() => setScope(null)} /> : null}
    </Opener>
  );
}

export function SearchButton() {
  const open = useContext(Opener);
  return (
    <IconButton label="Search" aria-keyshortcuts="Meta+K Control+K" onClick={() => open("site")}>
      <Search aria-hidden="true" />
    </IconButton>
  );
}

/** Looks like the field that it opens. */
export function DocsSearchBox({ className }: { className?: string }) {
  const open = useContext(Opener);
  return (
    <div className={className}>
      <button
        type="button"
        onClick={() => open("docs")}
        className="flex h-9 w-full items-center gap-2 rounded-md border border-line-control bg-surface px-2.5 text-ink-faint shadow-xs hover:text-ink max-sm:h-11 dark:bg-raised"
      >
        <Search aria-hidden="true" className="size-4" />
        Search the docs
        <kbd className="ml-auto rounded-xs border px-1 font-sans text-xs max-lg:hidden">⌘K</kbd>
      </button>
    </div>
  );
}
