import { Link } from "@tollgate/ui/link";
import { Check, X } from "lucide-react";
import { featureWord, readsWord } from "./feature-words.ts";
import { countFilters, filterQuery, type ModelFilter, unfiltered } from "./model-filter.ts";

const chip = "inline-flex h-7 items-center gap-1.5 rounded-full border px-3 text-sm transition-colors max-sm:h-9";

type Props = { filter: ModelFilter; features: readonly string[]; reads: readonly string[] };

/** What models can do, as links: each adds itself to the address or takes itself out. */
export function FeatureFilter({ filter, features, reads }: Props) {
  return (
    <nav aria-label="Features" className="flex flex-wrap items-center gap-2 max-sm:gap-1.5">
      {features.map((feature) => (
        <Chip
          key={feature}
          on={filter.features.includes(feature)}
          next={{ ...filter, features: toggled(filter.features, feature), page: 1 }}
        >
          {featureWord(feature)}
        </Chip>
      ))}
      {reads.map((modality) => (
        <Chip
          key={modality}
          on={filter.reads.includes(modality)}
          next={{ ...filter, reads: toggled(filter.reads, modality), page: 1 }}
        >
          {readsWord(modality)}
        </Chip>
      ))}
      {countFilters(filter) > 0 ? (
        <Link
          href={`/models${filterQuery(unfiltered(filter))}`}
          className="inline-flex h-7 items-center gap-1 rounded-full px-2 text-ink-muted text-sm hover:text-ink max-sm:h-9"
        >
          <X className="size-3.5" aria-hidden="true" /> Clear filters
        </Link>
      ) : null}
    </nav>
  );
}

function Chip({ on, next, children }: { on: boolean; next: ModelFilter; children: string }) {
  return (
    <Link
      href={`/models${filterQuery(next)}`}
      aria-current={on ? "true" : undefined}
      className={
        on
          ? `${chip} border-accent bg-accent-soft font-medium text-accent-text`
          : `${chip} border-line-control text-ink-muted hover:bg-hover hover:text-ink`
      }
    >
      {on ? <Check className="size-3.5" aria-hidden="true" /> : null}
      {children}
    </Link>
  );
}

function toggled(chosen: readonly string[], one: string): string[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one].sort();
}
