"use client";

import { useQuery } from "@tanstack/react-query";
import { Finder, type FinderItem } from "@tollgate/ui/finder";
import { ArrowRight } from "lucide-react";
import { DOCS_PAGES } from "../docs/docs-items.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { finderFault } from "./finder-fault.ts";
import { MODELS_OFFERED, modelItems, modelSource } from "./model-items.ts";
import { PUBLIC_PLACES } from "./public-places.ts";
import type { SearchScope } from "./public-search.tsx";
import { SHORTEST_SEARCH, useDocsSearch } from "./use-docs-search.ts";
import { useGoTo } from "./use-go-to.ts";

const PLACES: readonly FinderItem[] = [
  ...PUBLIC_PLACES,
  { href: "/models/compare", label: "Compare models" },
  { href: "/home", label: "Console" },
].map(({ href, label }) => ({ id: href, label, icon: ArrowRight, group: "Pages" }));

const WORDS: Record<SearchScope, { title: string; placeholder: string }> = {
  site: { title: "Search", placeholder: "Find a page, a model or an answer" },
  docs: { title: "Search the docs", placeholder: "What do you want to know?" },
};

/** Models, public pages and passages of the documentation by a few letters. */
export function PublicFinder({ scope, onClose }: { scope: SearchScope; onClose: () => void }) {
  const goTo = useGoTo();
  const trpc = useTRPC();
  const isSite = scope === "site";
  const models = useQuery({ ...trpc.models.list.queryOptions({ limit: MODELS_OFFERED }), enabled: isSite });
  const docs = useDocsSearch(true);
  return (
    <Finder
      {...WORDS[scope]}
      items={isSite ? [...PLACES, ...modelItems(models.data?.models)] : []}
      more={(words) => (words.length < SHORTEST_SEARCH && !isSite ? DOCS_PAGES : docs.find(words))}
      waiting={docs.isLoading ? "Looking through the documentation…" : undefined}
      fault={finderFault([modelSource(models), docs.source])}
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      onChoose={({ id }) => goTo(id)}
    />
  );
}
