import { type Legs, legsFor, NO_UNITS, PRICE_SCALE, type UnitCounts } from "@tollgate/pricing/price-call";
import type { FeeVersion, MarginPolicy, MarginTerms } from "@tollgate/pricing/versions";

export type ExampleKind = "text" | "image" | "audio" | "search";

interface ExampleCall {
  readonly kind: ExampleKind;
  readonly costNano: bigint;
  readonly counts: Partial<UnitCounts>;
}

/** A call anyone can picture: 1 cent at the provider, a thousand tokens in and a thousand out. */
const TEXT: ExampleCall = {
  kind: "text",
  costNano: 10_000_000n,
  counts: { input_token: 1_000n, output_token: 1_000n },
};

/** Calls that are worth working through only under terms with a part for their kind of unit. */
const OTHERS = [
  { kind: "image", unit: "image", costNano: 40_000_000n, counts: { image: 1n } },
  { kind: "audio", unit: "audio_second", costNano: 6_000_000n, counts: { audio_second: 60n } },
  { kind: "search", unit: "search", costNano: 10_000_000n, counts: { search: 1n } },
] as const satisfies readonly (ExampleCall & { unit: keyof UnitCounts })[];

export interface WorkedExample extends Legs {
  readonly kind: ExampleKind;
  /** A model with terms of its own; `null` for the terms of all others. */
  readonly modelId: string | null;
}

export type WorkedExamples = readonly [WorkedExample, ...WorkedExample[]];

type Fee = Pick<FeeVersion, "basisPoints" | "fixedNano">;

/**
 * What example calls cost under a margin, computed by the code that prices real calls: one of text, one of each kind of unit the margin has a
 * part for, and the same for every model with terms of its own.
 */
export function workedExamples(fee: Fee, margin: MarginPolicy): WorkedExamples {
  const models = Object.entries(margin.overrides).flatMap(([modelId, terms]) => [
    work(TEXT, { fee, terms, modelId }),
    ...otherExamples(fee, terms, modelId),
  ]);
  return [work(TEXT, { fee, terms: margin, modelId: null }), ...otherExamples(fee, margin, null), ...models];
}

function otherExamples(fee: Fee, terms: MarginTerms, modelId: string | null): WorkedExample[] {
  return OTHERS.filter(({ unit }) => (terms.perMillionUnitsNano[unit] ?? 0n) > 0n).map((call) =>
    work(call, { fee, terms, modelId }),
  );
}

interface Under {
  readonly fee: Fee;
  readonly terms: MarginTerms;
  readonly modelId: string | null;
}

function work({ kind, costNano, counts }: ExampleCall, { fee, terms, modelId }: Under): WorkedExample {
  const use = { costScaled: costNano * PRICE_SCALE, counts: { ...NO_UNITS, ...counts } };
  return { kind, modelId, ...legsFor(use, { prices: {}, fee, margin: terms }) };
}
