import type { UnitClass } from "@tollgate/pricing/usage-units";
import type { MarginPolicy, MarginTerms } from "@tollgate/pricing/versions";
import { z } from "zod";
import { MarketplaceError } from "../errors.ts";
import { percentText, percentToBasisPoints } from "../percent-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";

/** A margin of eleven times the price is taken for a typing error. */
const MAX_PERCENT = 1_000;
const NANO_PER_USD = 1_000_000_000n;

/** Terms as builders enter them. Parts that are left out are zero; without a cap there is none. */
const TermFields = z.object({
  /** On the provider's price. */
  percent: percentText(MAX_PERCENT),
  perRequestUsd: UsdText.nullish(),
  perMillionTokensUsd: UsdText.nullish(),
  /** On input tokens alone, besides the part for all tokens. */
  perMillionInputTokensUsd: UsdText.nullish(),
  perMillionOutputTokensUsd: UsdText.nullish(),
  /** Single units: nobody thinks of a million images. */
  perImageUsd: UsdText.nullish(),
  perAudioSecondUsd: UsdText.nullish(),
  perSearchUsd: UsdText.nullish(),
  minimumUsd: UsdText.nullish(),
  capUsd: UsdText.nullish(),
});
type TermFields = z.output<typeof TermFields>;

/** Field of each class, how many units its amount is for, and the most it can be. */
const UNIT_FIELDS = [
  { unit: "input_token", field: "perMillionInputTokensUsd", perMillion: 1n, maximumUsd: 10_000n },
  { unit: "output_token", field: "perMillionOutputTokensUsd", perMillion: 1n, maximumUsd: 10_000n },
  { unit: "image", field: "perImageUsd", perMillion: 1_000_000n, maximumUsd: 100n },
  { unit: "audio_second", field: "perAudioSecondUsd", perMillion: 1_000_000n, maximumUsd: 100n },
  { unit: "search", field: "perSearchUsd", perMillion: 1_000_000n, maximumUsd: 100n },
] as const satisfies readonly { unit: UnitClass; field: keyof TermFields; perMillion: bigint; maximumUsd: bigint }[];

/** Models an app prices apart; more is a list nobody reads before consenting. */
const MAX_OVERRIDES = 50;

/** What one customer can be given in a month; more is taken for a typing error. */
const MAX_SPONSORED_USD = 1_000n;

/** A margin as builders enter it: terms, terms of their own for some models, and from which day. */
export const MarginFields = TermFields.extend({
  overrides: z
    .array(TermFields.extend({ modelId: z.string().trim().min(1, "Choose a model.").max(200, "Choose a model.") }))
    .max(MAX_OVERRIDES, `At most ${MAX_OVERRIDES} models can have terms of their own.`)
    .nullish(),
  /** What the builder pays of each customer's calls in a UTC month. */
  sponsoredMonthlyUsd: UsdText.nullish(),
  /** UTC day it takes effect, if later than it could. */
  effectiveOn: z.iso.date("Enter a day, such as 2027-01-31.").nullish(),
});
export type MarginFields = z.output<typeof MarginFields>;

/** @throws MarketplaceError `invalid_input` for a margin above 1000 %, an amount out of range or a cap below the minimum. */
export function marginTerms(fields: Omit<MarginFields, "effectiveOn">): MarginPolicy {
  const overrides: Record<string, MarginTerms> = {};
  for (const [index, { modelId, ...terms }] of (fields.overrides ?? []).entries()) {
    if (Object.hasOwn(overrides, modelId))
      throw new MarketplaceError("invalid_input", `${modelId} has terms of its own twice.`, { field: "overrides" });
    overrides[modelId] = readTerms(terms, `overrides.${index}.`);
  }
  const range = { field: "sponsoredMonthlyUsd", maximumNano: MAX_SPONSORED_USD * NANO_PER_USD };
  const sponsoredMonthlyNano = optionalUsdToNano(fields.sponsoredMonthlyUsd, range) ?? 0n;
  return { ...readTerms(fields, ""), sponsoredMonthlyNano, overrides };
}

/** @param within how the path of a field begins, so that a refusal names the model's field. */
function readTerms(fields: TermFields, within: string): MarginTerms {
  const basisPoints = percentToBasisPoints(fields.percent, { field: `${within}percent`, percent: MAX_PERCENT });
  const amount = (field: Exclude<keyof TermFields, "percent">, maximumUsd: bigint) =>
    optionalUsdToNano(fields[field], { field: within + field, maximumNano: maximumUsd * NANO_PER_USD });
  const terms: MarginTerms = {
    basisPoints,
    perRequestNano: amount("perRequestUsd", 100n) ?? 0n,
    perMillionTokensNano: amount("perMillionTokensUsd", 10_000n) ?? 0n,
    perMillionUnitsNano: readUnitParts(fields, within),
    minimumNano: amount("minimumUsd", 100n) ?? 0n,
    capNano: amount("capUsd", 10_000n),
  };
  if (terms.capNano !== null && terms.capNano < terms.minimumNano)
    throw new MarketplaceError("invalid_input", "The cap must not be below the minimum.", {
      field: `${within}capUsd`,
    });
  return terms;
}

function readUnitParts(fields: TermFields, within: string): MarginTerms["perMillionUnitsNano"] {
  const parts: Partial<Record<UnitClass, bigint>> = {};
  for (const { unit, field, perMillion, maximumUsd } of UNIT_FIELDS) {
    const nano = optionalUsdToNano(fields[field], { field: within + field, maximumNano: maximumUsd * NANO_PER_USD });
    if (nano !== null && nano > 0n) parts[unit] = nano * perMillion;
  }
  return parts;
}
