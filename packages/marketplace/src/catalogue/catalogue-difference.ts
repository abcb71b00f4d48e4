import type { UnitPrices } from "@tollgate/pricing/versions";
import type { CatalogueEntry } from "./catalogue-entry.ts";

/** What is known of a model here. */
export type KnownModel = Omit<CatalogueEntry, "prices"> & {
  /** The list price that was applied last; `null` before the first. */
  readonly prices: UnitPrices | null;
};

/** Something that is another than before. Prices are USD per million units, exact. */
export interface CatalogueChange {
  readonly what: string;
  /** `null` when it was not there. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What a refresh does to our models. */
export interface CatalogueDifference {
  /** Ids of models that are new. */
  readonly added: readonly string[];
  readonly changed: readonly { readonly id: string; readonly changes: readonly CatalogueChange[] }[];
  /** Ids of models here that the packages no longer list; they stay, since endpoints and receipts name them. */
  readonly gone: readonly string[];
  readonly unchanged: number;
}

/** Compares the packages' catalogue with what is known here. */
export function compareCatalogue(
  entries: readonly CatalogueEntry[],
  known: ReadonlyMap<string, KnownModel>,
): CatalogueDifference {
  const added: string[] = [];
  const changed: { id: string; changes: CatalogueChange[] }[] = [];
  for (const entry of entries) {
    const before = known.get(entry.id);
    if (!before) {
      added.push(entry.id);
      continue;
    }
    const changes = [...factChanges(before, entry), ...priceChanges(before.prices, entry.prices)];
    if (changes.length > 0) changed.push({ id: entry.id, changes });
  }
  const listed = new Set(entries.map(({ id }) => id));
  const gone = [...known.keys()].filter((id) => !listed.has(id)).toSorted();
  return { added, changed, gone, unchanged: entries.length - added.length - changed.length };
}

const FACTS: readonly (readonly [what: string, read: (model: KnownModel) => string | null])[] = [
  ["name", ({ name }) => name],
  ["author", ({ author }) => author],
  ["description", ({ description }) => description],
  ["context", ({ contextLength }) => String(contextLength)],
  ["output limit", ({ maxOutputTokens }) => (maxOutputTokens === null ? null : String(maxOutputTokens))],
  ["reads", ({ inputModalities }) => inputModalities.join(", ")],
  ["gives", ({ outputModalities }) => outputModalities.join(", ")],
  ["capabilities", ({ features }) => features.join(", ")],
  ["released", ({ releasedAt }) => releasedAt?.toISOString().slice(0, 10) ?? null],
];

function factChanges(before: KnownModel, after: KnownModel): CatalogueChange[] {
  return FACTS.flatMap(([what, read]) => {
    const [from, to] = [read(before), read(after)];
    return from === to ? [] : [{ what, from, to }];
  });
}

/** Of a model without a list price yet, every price is new. */
export function priceChanges(before: UnitPrices | null, after: UnitPrices): CatalogueChange[] {
  const buckets = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  return [...buckets].toSorted().flatMap((bucket) => {
    const [from, to] = [amount(before, bucket), amount(after, bucket)];
    return from === to ? [] : [{ what: `price of ${bucket}`, from, to }];
  });
}

const NANO_PER_USD = 1_000_000_000n;

function amount(prices: UnitPrices | null, bucket: string): string | null {
  const nano = Object.entries(prices ?? {}).find(([name]) => name === bucket)?.[1];
  if (nano === undefined) return null;
  const digits = String(nano % NANO_PER_USD).padStart(9, "0");
  return `${nano / NANO_PER_USD}.${digits}`.replace(/\.?0+$/, "");
}
