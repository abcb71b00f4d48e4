import { Pagination } from "@tollgate/ui/pagination";
import { type ListQuery, listHref } from "./list-query.ts";

type Props = { path: string; query: ListQuery<string>; nextCursor: string | null };

/** The way through the pages of a list; nothing when there is one page. */
export function ListPages({ path, query, nextCursor }: Props) {
  if (!nextCursor && !query.after) return null;
  return (
    <Pagination
      newerLabel="First page"
      newerHref={query.after ? listHref(path, { ...query, after: null }) : undefined}
      olderHref={nextCursor ? listHref(path, { ...query, after: nextCursor }) : undefined}
    />
  );
}

/** Whether there is more than one page. */
export function hasPages({ query, nextCursor }: Pick<Props, "query" | "nextCursor">): boolean {
  return nextCursor !== null || query.after !== null;
}
