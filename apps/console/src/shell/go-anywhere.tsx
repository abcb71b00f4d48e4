"use client";

import { useQuery } from "@tanstack/react-query";
import { Finder } from "@tollgate/ui/finder";
import { Search, SquareStack } from "lucide-react";
import { useCallback, useState } from "react";
import { useTRPC } from "../trpc/client.tsx";
import { addressOfId, searchAddress, staffAddressOfId } from "./address-of-id.ts";
import { finderFault } from "./finder-fault.ts";
import { MODELS_OFFERED, modelItems, modelSource } from "./model-items.ts";
import type { NavigationSection } from "./navigation.ts";
import { useDocsSearch } from "./use-docs-search.ts";
import { useFinderKey } from "./use-finder-key.ts";
import { useGoTo } from "./use-go-to.ts";
import type { Viewer } from "./viewer.ts";

type Props = Pick<Viewer, "workspaces" | "duties"> & {
  sections: readonly NavigationSection[];
  workspaceSlug?: string;
};

/** ⌘K or Ctrl K: any page, workspace, model, id or passage of the documentation by a few letters. */
export function GoAnywhere({ sections, workspaces, duties, workspaceSlug }: Props) {
  const goTo = useGoTo();
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const models = useQuery({ ...trpc.models.list.queryOptions({ limit: MODELS_OFFERED }), enabled: open });
  const docs = useDocsSearch(open);
  useFinderKey(useCallback(() => setOpen((before) => !before), []));

  const pages = sections.flatMap(({ title = "Pages", items }) =>
    items.map(({ href, label, icon }) => ({ id: href, label, icon, group: title })),
  );
  const others = workspaces
    .filter(({ slug }) => slug !== workspaceSlug)
    .map(({ slug, name }) => ({ id: `/w/${slug}`, label: name, icon: SquareStack, group: "Workspaces" }));
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-8.5 items-center gap-2 rounded-md border border-line-control bg-surface px-2.5 text-ink-faint text-sm shadow-xs hover:text-ink max-sm:size-10 max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent max-sm:px-0 max-sm:shadow-none sm:dark:bg-raised"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="max-sm:sr-only">Go to…</span>
        <kbd className="rounded-xs border px-1 font-sans text-xs max-sm:hidden">⌘K</kbd>
      </button>
      <Finder
        title="Go to"
        placeholder="Find a page, a model, an id or an answer"
        items={[...pages, ...others, ...modelItems(models.data?.models)]}
        more={docs.find}
        waiting={docs.isLoading ? "Looking through the documentation…" : undefined}
        fault={finderFault([modelSource(models), docs.source])}
        suggest={(words) => {
          const found = [
            staffAddressOfId(words, duties),
            addressOfId(words, workspaceSlug),
            searchAddress(words, duties),
          ];
          return found.flatMap((one) =>
            one ? [{ id: one.href, label: one.label, icon: Search, group: "This id" }] : [],
          );
        }}
        open={open}
        onOpenChange={setOpen}
        onChoose={({ id }) => goTo(id)}
      />
    </>
  );
}
