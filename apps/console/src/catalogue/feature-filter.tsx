import { Link } from "@tollgate/ui/link";
import { Check, X } from "lucide-react";
import { featureWord } from "./feature-words.ts";
import { filterQuery, isFiltered, type ModelFilter } from "./model-filter.ts";

const chip = "inline-flex h-7 items-center gap-1.5 rounded-full border px-3 text-sm transition-colors max-sm:h-9";

/** Features as links: each adds itself to the address or takes itself out. */
export function FeatureFilter({ filter, features }: { filter: ModelFilter; features: readonly string[] }) {
  return (
    <nav aria-label="Features" className="flex flex-wrap items-center gap-2">
      {features.map((feature) => {
        const on = filter.features.includes(feature);
        const next = on ? filter.features.filter((other) => other !== feature) : [...filter.features, feature].sort();
        return (
          <Link
            key={feature}
            href={`/models${filterQuery({ ...filter, features: next, page: 1 })}`}
            aria-current={on ? "true" : undefined}
            className={
              on
                ? `${chip} border-accent bg-accent-soft font-medium text-accent-text`
                : `${chip} border-line-control text-ink-muted hover:bg-hover hover:text-ink`
            }
          >
            {on ? <Check className="size-3.5" aria-hidden="true" /> : null}
            {featureWord(feature)}
          </Link>
        );
      })}
      {isFiltered(filter) ? (
        <Link
          href={`/models${filterQuery({ ...filter, q: "", author: "", features: [], context: undefined, price: undefined, page: 1 })}`}
          className="inline-flex h-7 items-center gap-1 rounded-full px-2 text-ink-muted text-sm hover:text-ink max-sm:h-9"
        >
          <X className="size-3.5" aria-hidden="true" /> Clear filters
        </Link>
      ) : null}
    </nav>
  );
}
