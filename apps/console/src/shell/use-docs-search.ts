"use client";

import { useQuery } from "@tanstack/react-query";
import type { FinderItem } from "@tollgate/ui/finder";
import type { FinderSource } from "./finder-fault.ts";

/** Letters from which on the documentation is searched. */
export const SHORTEST_SEARCH = 2;

interface DocsSearch {
  /** Passages of the documentation for a finder's words; none while they are being fetched. */
  readonly find: (words: string) => readonly FinderItem[];
  readonly isLoading: boolean;
  readonly source: FinderSource;
}

/** Search of the documentation, fetched with all it needs when a finder is first opened. */
export function useDocsSearch(isOpen: boolean): DocsSearch {
  const { data, isFetching, isError, refetch } = useQuery({
    queryKey: ["docs-search"],
    queryFn: async () => {
      const [{ loadDocsSearch }, { docsItem }] = await Promise.all([
        import("../docs/load-docs-search.ts"),
        import("../docs/docs-items.tsx"),
      ]);
      const search = await loadDocsSearch();
      return { find: (words: string) => search(words).map(docsItem) };
    },
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    find: (words) => (words.length < SHORTEST_SEARCH ? [] : (data?.find(words) ?? [])),
    isLoading: isFetching && !data,
    source: { name: "The documentation", hasFailed: isError && !isFetching, onRetry: refetch },
  };
}
