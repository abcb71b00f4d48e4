import type { MarginVersionModel } from "@tollgate/db/generated/models/MarginVersion";
import { marginInForce, type PublishedMargin } from "@tollgate/pricing/resolve-margin";
import type { MarginPolicy } from "@tollgate/pricing/versions";
import { readMarginPolicy } from "./margin-columns.ts";

/** A published margin as screens show it. Amounts are nano-USD. */
export interface MarginView extends MarginPolicy {
  readonly id: string;
  readonly version: number;
  readonly effectiveAt: Date;
  readonly createdAt: Date;
  /** When a scheduled version was taken back, by its author or by a newer one that takes effect before it. */
  readonly withdrawnAt: Date | null;
}

/** Margin versions with what became of them. */
export const WITH_WITHDRAWAL = { include: { withdrawal: true } } as const;

export type MarginRow = MarginVersionModel & { readonly withdrawal: { readonly withdrawnAt: Date } | null };

export function toMarginView(row: MarginRow): MarginView {
  const { id, version, effectiveAt, createdAt, withdrawal } = row;
  const withdrawnAt = withdrawal?.withdrawnAt ?? null;
  return { id, version, ...readMarginPolicy(row), effectiveAt, createdAt, withdrawnAt };
}

/** The same as pricing knows it. */
export function toPublishedMargin(view: MarginView): PublishedMargin {
  const { effectiveAt, createdAt: _, withdrawnAt: __, ...terms } = view;
  return { ...terms, effectiveAtMs: effectiveAt.getTime() };
}

export interface MarginTimeline {
  readonly inForce: MarginView | null;
  /** The next version that will take effect. */
  readonly pending: MarginView | null;
  /** All versions that will, soonest first. */
  readonly scheduled: readonly MarginView[];
}

/** Sorts an app's versions into what applies now and what comes. An older version that a newer one overtakes never comes. */
export function marginTimeline(margins: readonly MarginView[], now: Date): MarginTimeline {
  const standing = margins.filter((margin) => margin.withdrawnAt === null);
  const current = marginInForce(standing.map(toPublishedMargin), now.getTime());
  const inForce = standing.find((margin) => margin.id === current?.id) ?? null;
  const coming = standing.filter((margin) => margin.effectiveAt > now && margin.version > (inForce?.version ?? 0));
  const scheduled = coming
    .filter((one) => !coming.some((other) => other.version > one.version && other.effectiveAt <= one.effectiveAt))
    .toSorted((one, other) => one.effectiveAt.getTime() - other.effectiveAt.getTime());
  return { inForce, pending: scheduled[0] ?? null, scheduled };
}
