import type { MarginVersionModel } from "@tollgate/db/generated/models/MarginVersion";
import { marginInForce, type PublishedMargin } from "@tollgate/pricing/resolve-margin";

/** A published margin as screens show it. Amounts are nano-USD. */
export interface MarginView {
  readonly id: string;
  readonly version: number;
  /** On the provider's price. */
  readonly basisPoints: number;
  readonly perRequestNano: bigint;
  /** Per million tokens, input and output together. */
  readonly perMillionTokensNano: bigint;
  readonly minimumNano: bigint;
  readonly capNano: bigint | null;
  readonly effectiveAt: Date;
  readonly createdAt: Date;
}

export function toMarginView(row: MarginVersionModel): MarginView {
  const { id, version, basisPoints, perRequestNano, perMillionTokensNano, minimumNano, capNano } = row;
  return {
    id,
    version,
    basisPoints,
    perRequestNano,
    perMillionTokensNano,
    minimumNano,
    capNano,
    effectiveAt: row.effectiveAt,
    createdAt: row.createdAt,
  };
}

/** The same as pricing knows it. */
export function toPublishedMargin(view: MarginView): PublishedMargin {
  const { effectiveAt, createdAt: _, ...terms } = view;
  return { ...terms, effectiveAtMs: effectiveAt.getTime() };
}

export interface MarginTimeline {
  readonly inForce: MarginView | null;
  /** The newest version that is not in force yet and will be; an older one it overtakes never will. */
  readonly pending: MarginView | null;
}

/** Sorts an app's versions into what applies now and what comes. */
export function marginTimeline(margins: readonly MarginView[], now: Date): MarginTimeline {
  const current = marginInForce(margins.map(toPublishedMargin), now.getTime());
  const inForce = margins.find((margin) => margin.id === current?.id) ?? null;
  let pending: MarginView | null = null;
  for (const margin of margins) {
    const overtaken = margin.effectiveAt <= now || margin.version < (inForce?.version ?? 0);
    if (!overtaken && (pending === null || margin.version > pending.version)) pending = margin;
  }
  return { inForce, pending };
}
