import { formatCount } from "@tollgate/ui/format/number";
import { Pagination } from "@tollgate/ui/pagination";
import { PAGE_SIZE, type PageOf } from "./page-of.ts";

type Props = { of: PageOf<unknown>; hrefOf: (page: number) => string };

/** Which rows of how many are shown, and the way to the rest. */
export function NumberedPages({ of: { page, pages, total }, hrefOf }: Props) {
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = Math.min(total, page * PAGE_SIZE);
  return (
    <Pagination
      summary={
        <span className="tabular">
          {formatCount(from)} to {formatCount(to)} of {formatCount(total)}
        </span>
      }
      newerHref={page > 1 ? hrefOf(page - 1) : undefined}
      olderHref={page < pages ? hrefOf(page + 1) : undefined}
      newerLabel="Previous"
      olderLabel="Next"
    />
  );
}
