import type { AppModel } from "@tollgate/db/generated/models/App";
import type { MarginVersionModel } from "@tollgate/db/generated/models/MarginVersion";
import { type MarginView, marginTimeline, toMarginView } from "./margin-view.ts";

/** A builder's app as its own workspace sees it. */
export interface AppView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly callbackUrl: string | null;
  readonly status: "active" | "archived";
  readonly createdAt: Date;
  /** The margin new customers consent to now. */
  readonly inForce: MarginView | null;
  /** A higher margin that was announced and is not in force yet. */
  readonly pending: MarginView | null;
  readonly activeGrants: number;
}

export interface AppRow extends AppModel {
  readonly marginVersions: readonly MarginVersionModel[];
  readonly _count: { readonly grants: number };
}

export const WITH_MARGINS = {
  marginVersions: { orderBy: { version: "desc" } },
  _count: { select: { grants: { where: { status: "active" } } } },
} as const;

export function toAppView(row: AppRow, now: Date): AppView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    url: row.url,
    callbackUrl: row.callbackUrl,
    status: row.status,
    createdAt: row.createdAt,
    ...marginTimeline(row.marginVersions.map(toMarginView), now),
    activeGrants: row._count.grants,
  };
}
