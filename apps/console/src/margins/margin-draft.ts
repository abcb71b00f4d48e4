import { formatMoney } from "@tollgate/ui/format/money";
import { type MarginTerms, UNIT_WORDS, type UnitClass } from "./describe-margin.ts";

/** Fields of terms that are amounts, with the class of units an amount is for. */
const AMOUNTS = [
  "perRequestUsd",
  "perMillionTokensUsd",
  "perMillionInputTokensUsd",
  "perMillionOutputTokensUsd",
  "perImageUsd",
  "perAudioSecondUsd",
  "perSearchUsd",
  "minimumUsd",
  "capUsd",
] as const;

export type AmountField = (typeof AMOUNTS)[number];

/** Terms as they stand in the editor's fields: text, so that no float ever sees an amount. */
export type TermsDraft = { percent: string } & Record<AmountField, string | null>;

export type ModelDraft = TermsDraft & { modelId: string };

export type MarginDraft = TermsDraft & {
  overrides: readonly ModelDraft[];
  /** What the builder pays of each customer's calls in a month. */
  sponsoredMonthlyUsd: string | null;
  /** UTC day from which it is to apply; `null` for as soon as it can. */
  effectiveOn: string | null;
};

export const TERM_FIELDS = ["percent", ...AMOUNTS] as const;

/** How the names of a model's fields begin, as the API names them in a refusal. */
export function withinModel(index: number): string {
  return `overrides.${index}.`;
}

/** All field names of an editor in which so many models have terms of their own. */
export function marginFields(models: number): readonly string[] {
  const own = Array.from({ length: models }, (_, index) => TERM_FIELDS.map((field) => withinModel(index) + field));
  return [...TERM_FIELDS, ...own.flat(), "overrides", "sponsoredMonthlyUsd", "effectiveOn"];
}

/**
 * Reads the editor's fields; what people type around a number ($, %, commas, spaces) is taken off, the rest is the API's to judge.
 * @param modelIds models with terms of their own, in the order of their fields.
 */
export function readDraft(form: FormData, modelIds: readonly string[]): MarginDraft {
  return {
    ...readTerms(form, ""),
    overrides: modelIds.map((modelId, index) => ({ modelId, ...readTerms(form, withinModel(index)) })),
    sponsoredMonthlyUsd: plainText(form, "sponsoredMonthlyUsd") || null,
    effectiveOn: String(form.get("effectiveOn") ?? "") || null,
  };
}

function plainText(form: FormData, field: string): string {
  return String(form.get(field) ?? "").replace(/[$%,\s]/g, "");
}

function readTerms(form: FormData, within: string): TermsDraft {
  const text = (field: string) => plainText(form, within + field);
  return { percent: text("percent") || "0", ...amounts((field) => text(field) || null) };
}

/** The fields of a published margin, to start a new one from. */
export function draftOf(margin: MarginTerms | null): MarginDraft {
  const overrides = Object.entries(margin?.overrides ?? {}).map(([modelId, terms]) => ({
    modelId,
    ...draftTerms(terms),
  }));
  const sponsored = margin?.sponsoredMonthlyNano ?? 0n;
  return {
    ...(margin ? draftTerms(margin) : NOTHING),
    overrides,
    sponsoredMonthlyUsd: sponsored === 0n ? null : plainUsd(sponsored),
    effectiveOn: null,
  };
}

const NOTHING: TermsDraft = { percent: "0", ...amounts(() => null) };

const UNITS: Readonly<Partial<Record<AmountField, UnitClass>>> = {
  perMillionInputTokensUsd: "input_token",
  perMillionOutputTokensUsd: "output_token",
  perImageUsd: "image",
  perAudioSecondUsd: "audio_second",
  perSearchUsd: "search",
};

function draftTerms(terms: MarginTerms): TermsDraft {
  const known: Partial<Record<AmountField, bigint>> = {
    perRequestUsd: terms.perRequestNano,
    perMillionTokensUsd: terms.perMillionTokensNano,
    minimumUsd: terms.minimumNano,
  };
  return {
    percent: String(terms.basisPoints / 100),
    ...amounts((field) => {
      if (field === "capUsd") return terms.capNano === null ? null : plainUsd(terms.capNano);
      const unit = UNITS[field];
      const nano = unit ? (terms.perMillionUnitsNano[unit] ?? 0n) / UNIT_WORDS[unit].per : (known[field] ?? 0n);
      return nano === 0n ? null : plainUsd(nano);
    }),
  };
}

/** Whether two margins are the same, from whatever day and in whatever order their models are listed. */
export function sameMargin(a: MarginDraft, b: MarginDraft): boolean {
  if (!sameTerms(a, b) || a.sponsoredMonthlyUsd !== b.sponsoredMonthlyUsd) return false;
  if (a.overrides.length !== b.overrides.length) return false;
  return a.overrides.every((one) =>
    b.overrides.some((other) => other.modelId === one.modelId && sameTerms(one, other)),
  );
}

function sameTerms(a: TermsDraft, b: TermsDraft): boolean {
  return TERM_FIELDS.every((field) => a[field] === b[field]);
}

/** Nano-USD as a field wants it: every digit that matters, nothing else. */
export function plainUsd(nano: bigint): string {
  return formatMoney(nano, "exact").replace(/[$,]/g, "");
}

function amounts(read: (field: AmountField) => string | null): Record<AmountField, string | null> {
  return {
    perRequestUsd: read("perRequestUsd"),
    perMillionTokensUsd: read("perMillionTokensUsd"),
    perMillionInputTokensUsd: read("perMillionInputTokensUsd"),
    perMillionOutputTokensUsd: read("perMillionOutputTokensUsd"),
    perImageUsd: read("perImageUsd"),
    perAudioSecondUsd: read("perAudioSecondUsd"),
    perSearchUsd: read("perSearchUsd"),
    minimumUsd: read("minimumUsd"),
    capUsd: read("capUsd"),
  };
}
