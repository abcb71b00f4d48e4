"use client";

import { useQuery } from "@tanstack/react-query";
import { Finder } from "@tollgate/ui/finder";
import { Boxes, Search, SquareStack } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTRPC } from "../trpc/client.tsx";
import { addressOfId, searchAddress, staffAddressOfId } from "./address-of-id.ts";
import type { NavigationSection } from "./navigation.ts";
import type { Viewer } from "./viewer.ts";

const MODELS_OFFERED = 500;

type Props = Pick<Viewer, "workspaces" | "duties"> & {
  sections: readonly NavigationSection[];
  workspaceSlug?: string;
};

/** ⌘K or Ctrl K: any page, workspace, model or id by a few letters. */
export function GoAnywhere({ sections, workspaces, duties, workspaceSlug }: Props) {
  const router = useRouter();
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const models = useQuery({ ...trpc.models.list.queryOptions({ limit: MODELS_OFFERED }), enabled: open });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);

  const pages = sections.flatMap(({ title = "Pages", items }) =>
    items.map(({ href, label, icon }) => ({ id: href, label, icon, group: title })),
  );
  const others = workspaces
    .filter(({ slug }) => slug !== workspaceSlug)
    .map(({ slug, name }) => ({ id: `/w/${slug}`, label: name, icon: SquareStack, group: "Workspaces" }));
  const offered = (models.data?.models ?? []).map(({ id, name }) => ({
    id: `/models/${id}`,
    label: name,
    keywords: id,
    detail: id,
    icon: Boxes,
    group: "Models",
  }));

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-8.5 items-center gap-2 rounded-md border border-line-control bg-surface px-2.5 text-ink-faint text-sm shadow-xs hover:text-ink max-sm:size-10 max-sm:justify-center max-sm:border-transparent max-sm:bg-transparent max-sm:px-0 max-sm:shadow-none dark:bg-raised"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="max-sm:sr-only">Go to…</span>
        <kbd className="rounded-xs border px-1 font-sans text-xs max-sm:hidden">⌘K</kbd>
      </button>
      <Finder
        title="Go to"
        placeholder="Find a page, a model or an id"
        items={[...pages, ...others, ...offered]}
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
        onChoose={({ id }) => router.push(id)}
      />
    </>
  );
}
