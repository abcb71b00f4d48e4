import { classNames } from "@tollgate/ui/class-names";
import { Link } from "@tollgate/ui/link";
import { EndpointSearch } from "./endpoint-search.tsx";
import { ENDPOINT_STATES, type EndpointState, stateWords } from "./endpoint-state.tsx";

type Props = {
  path: string;
  state: EndpointState | undefined;
  search: string;
  counts: Readonly<Partial<Record<EndpointState, number>>>;
  total: number;
};

/** Filters by address: links for states, a plain form for the search. */
export function EndpointFilter({ path, state, search, counts, total }: Props) {
  const hrefOf = (wanted: EndpointState | undefined) => {
    const query = new URLSearchParams({ ...(wanted && { state: wanted }), ...(search && { q: search }) }).toString();
    return query ? `${path}?${query}` : path;
  };
  const shown = ENDPOINT_STATES.filter((one) => counts[one] || one === state);
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <nav aria-label="Status" className="flex flex-wrap gap-1.5">
        {[undefined, ...shown].map((one) => (
          <Link
            key={one ?? "all"}
            href={hrefOf(one)}
            aria-current={one === state ? "true" : undefined}
            className={classNames(
              "flex h-7 items-center gap-1.5 rounded-md border px-2.5 font-medium text-sm max-sm:h-9",
              one === state
                ? "border-transparent bg-accent-soft text-accent-text"
                : "bg-surface text-ink-muted hover:bg-hover hover:text-ink",
            )}
          >
            {one ? stateWords(one).word : "All"}
            <span className="tabular">{one ? (counts[one] ?? 0) : total}</span>
          </Link>
        ))}
      </nav>
      <EndpointSearch path={path} state={state} search={search} />
    </div>
  );
}
