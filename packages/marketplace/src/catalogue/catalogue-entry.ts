import type { UnitPrices } from "@tollgate/pricing/versions";

/** A model as the price catalogue knows it, ready to be offered. */
export interface CatalogueEntry {
  /** `author/slug`. */
  readonly id: string;
  readonly name: string;
  /** First part of the id. */
  readonly author: string;
  /** One sentence of facts. */
  readonly description: string;
  /** Tokens of input and output together. */
  readonly contextLength: number;
  /** Null when nobody published a limit. */
  readonly maxOutputTokens: number | null;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  /** Sorted: `open_weights`, `reasoning`, `structured_output`, `tools`, `vision`. */
  readonly features: readonly string[];
  /** UTC day of release, when known. */
  readonly releasedAt: Date | null;
  /** List price, complete: nano-USD per million units. */
  readonly prices: UnitPrices;
}
