import type { MarginVersionModel } from "@tollgate/db/generated/models/MarginVersion";
import { UNIT_CLASSES } from "@tollgate/pricing/usage-units";
import type { MarginPolicy, MarginTerms, UnitParts } from "@tollgate/pricing/versions";
import { z } from "zod";

const Nano = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);

const UnitPartsColumn = z.partialRecord(z.enum(UNIT_CLASSES), Nano);

const OverridesColumn = z.record(
  z.string(),
  z.strictObject({
    basisPoints: z.int().min(0),
    perRequestNano: Nano,
    perMillionTokensNano: Nano,
    perMillionUnitsNano: UnitPartsColumn,
    minimumNano: Nano,
    capNano: Nano.nullable(),
  }),
);

type PolicyColumns = Pick<
  MarginVersionModel,
  "basisPoints" | "perRequestNano" | "perMillionTokensNano" | "minimumNano" | "capNano" | "sponsoredMonthlyNano"
> & { readonly perMillionUnitsNano: unknown; readonly overrides: unknown };

/**
 * Reads the terms of a stored margin version.
 * @throws on anything malformed: terms that cannot be read must not become the terms of other models.
 */
export function readMarginPolicy(row: PolicyColumns): MarginPolicy {
  return {
    basisPoints: row.basisPoints,
    perRequestNano: row.perRequestNano,
    perMillionTokensNano: row.perMillionTokensNano,
    perMillionUnitsNano: UnitPartsColumn.parse(row.perMillionUnitsNano),
    minimumNano: row.minimumNano,
    capNano: row.capNano,
    sponsoredMonthlyNano: row.sponsoredMonthlyNano,
    overrides: OverridesColumn.parse(row.overrides),
  };
}

/** The columns of a margin's terms: amounts within JSON as decimal strings. */
export function writeMarginPolicy({ overrides, perMillionUnitsNano, ...terms }: MarginPolicy) {
  return {
    basisPoints: terms.basisPoints,
    perRequestNano: terms.perRequestNano,
    perMillionTokensNano: terms.perMillionTokensNano,
    perMillionUnitsNano: writeUnitParts(perMillionUnitsNano),
    minimumNano: terms.minimumNano,
    capNano: terms.capNano,
    sponsoredMonthlyNano: terms.sponsoredMonthlyNano,
    overrides: Object.fromEntries(Object.entries(overrides).map(([modelId, own]) => [modelId, writeTerms(own)])),
  };
}

function writeTerms(terms: MarginTerms): z.input<typeof OverridesColumn>[string] {
  return {
    basisPoints: terms.basisPoints,
    perRequestNano: `${terms.perRequestNano}`,
    perMillionTokensNano: `${terms.perMillionTokensNano}`,
    perMillionUnitsNano: writeUnitParts(terms.perMillionUnitsNano),
    minimumNano: `${terms.minimumNano}`,
    capNano: terms.capNano === null ? null : `${terms.capNano}`,
  };
}

/** Class of units → decimal string of nano-USD per million of them. */
export function writeUnitParts(parts: UnitParts): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([unit, nano]) => [unit, `${nano}`]));
}
