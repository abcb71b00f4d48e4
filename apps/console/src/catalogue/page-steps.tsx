import { Button } from "@tollgate/ui/button";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { filterQuery, type ModelFilter } from "./model-filter.ts";

export const PAGE_SIZE = 50;

/** Which models of how many are shown, and the way to the rest. */
export function PageSteps({ filter, total }: { filter: ModelFilter; total: number }) {
  const from = (filter.page - 1) * PAGE_SIZE + 1;
  const to = Math.min(total, filter.page * PAGE_SIZE);
  const hrefOf = (page: number) => `/models${filterQuery({ ...filter, page })}`;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <span className="tabular">
        {formatCount(from)} to {formatCount(to)} of {formatCount(total)}
      </span>
      <span className="flex gap-2">
        {filter.page > 1 ? (
          <Button size="sm" asChild>
            <Link href={hrefOf(filter.page - 1)} rel="prev">
              Previous
            </Link>
          </Button>
        ) : null}
        {to < total ? (
          <Button size="sm" asChild>
            <Link href={hrefOf(filter.page + 1)} rel="next">
              Next
            </Link>
          </Button>
        ) : null}
      </span>
    </nav>
  );
}
