import { formatCompact, formatDuration, formatShare } from "@tollgate/ui/format/number";
import { dataPolicyWords } from "../endpoints/data-policy.ts";
import { bucketOrder, bucketWord, featureWord } from "./feature-words.ts";
import type { ModelDetail } from "./load-models.ts";

type Offer = ModelDetail["offers"][number];

/** Lowest and highest price of a bucket, in nano-USD per million. */
export type Range = { readonly fromNano: bigint; readonly toNano: bigint };
export type PriceRow = { readonly bucket: string; readonly label: string; readonly ranges: readonly (Range | null)[] };

/** One row per bucket that any of the models has a price for; input and output first. */
export function priceRows(models: readonly ModelDetail[]): PriceRow[] {
  const buckets = new Set(models.flatMap(({ offers }) => offers.flatMap(({ prices }) => Object.keys(prices))));
  return [...buckets]
    .sort((a, b) => place(a) - place(b))
    .map((bucket) => ({ bucket, label: label(bucket), ranges: models.map(({ offers }) => rangeOf(offers, bucket)) }));
}

function place(bucket: string): number {
  if (bucket === "input") return -2;
  return bucket === "output" ? -1 : bucketOrder(bucket);
}

function label(bucket: string): string {
  if (bucket === "input") return "Input";
  return bucket === "output" ? "Output" : bucketWord(bucket);
}

function rangeOf(offers: readonly Offer[], bucket: string): Range | null {
  const prices = offers.flatMap((offer) => new Map(Object.entries(offer.prices)).get(bucket) ?? []);
  const [first] = prices;
  if (first === undefined) return null;
  return {
    fromNano: prices.reduce((low, nano) => (nano < low ? nano : low), first),
    toNano: prices.reduce((high, nano) => (nano > high ? nano : high), first),
  };
}

/** The columns in which a range begins lowest, when some begin higher. */
export function cheapest(ranges: readonly (Range | null)[]): ReadonlySet<number> {
  const known = ranges.flatMap((range, index) => (range ? [{ index, nano: range.fromNano }] : []));
  const low = known.reduce<bigint | null>((least, { nano }) => (least === null || nano < least ? nano : least), null);
  const winners = known.filter(({ nano }) => nano === low).map(({ index }) => index);
  return new Set(winners.length === known.length ? [] : winners);
}

/** What sets models apart besides prices, a text per model. */
export function factRows(models: readonly ModelDetail[]): { label: string; values: string[] }[] {
  const row = (name: string, value: (model: ModelDetail) => string) => ({ label: name, values: models.map(value) });
  return [
    row("Context", ({ contextLength }) => `${formatCompact(contextLength)} tokens`),
    row("Longest answer", ({ maxOutputTokens }) =>
      maxOutputTokens === null ? "Not stated" : `${formatCompact(maxOutputTokens)} tokens`,
    ),
    row("Reads", ({ inputModalities }) => sentence(inputModalities)),
    row("Writes", ({ outputModalities }) => sentence(outputModalities)),
    row("Features", ({ features }) => features.map(featureWord).join(", ") || "None"),
    row("Released", ({ releasedAt }) => releasedAt?.toISOString().slice(0, 10) ?? "Not known"),
    row("Providers", ({ offers }) => [...new Set(offers.map(({ provider }) => provider.name))].join(", ")),
    row("Most private policy", ({ offers }) => privacy(offers)),
    row("Best uptime, 24 h", ({ offers }) => best(offers, UPTIME)),
    row("Fastest first word", ({ offers }) => best(offers, FIRST_WORD)),
    row("Fastest writing", ({ offers }) => best(offers, SPEED)),
  ];
}

function sentence(words: readonly string[]): string {
  const text = words.join(", ");
  return text === "" ? "Not stated" : (text[0] ?? "").toUpperCase() + text.slice(1);
}

function privacy(offers: readonly Offer[]): string {
  const policy = ["zero_retention", "no_training"].find((one) => offers.some(({ dataPolicy }) => dataPolicy === one));
  return (policy && dataPolicyWords(policy)) || "Not stated";
}

interface Best {
  readonly measure: (offer: Offer) => number | null | undefined;
  readonly choose: (...values: number[]) => number;
  readonly text: (value: number) => string;
}

function best(offers: readonly Offer[], { measure, choose, text }: Best): string {
  const values = offers.flatMap((offer) => measure(offer) ?? []);
  return values.length === 0 ? "No calls lately" : text(choose(...values));
}

const UPTIME: Best = { measure: ({ signals }) => signals?.uptime1d, choose: Math.max, text: formatShare };
const FIRST_WORD: Best = { measure: ({ signals }) => signals?.latencyMs?.p50, choose: Math.min, text: formatDuration };
const SPEED: Best = {
  measure: ({ signals }) => signals?.tokensPerSecond?.p50,
  choose: Math.max,
  text: (value) => `${Math.round(value)} tokens / s`,
};
