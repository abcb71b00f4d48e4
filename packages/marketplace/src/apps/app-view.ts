import type { AppModel } from "@tollgate/db/generated/models/App";
import { type MarginRow, type MarginView, marginTimeline, toMarginView, WITH_WITHDRAWAL } from "./margin-view.ts";

/** A builder's app as its own workspace sees it. */
export interface AppView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly callbackUrl: string | null;
  readonly redirectUrls: readonly string[];
  readonly status: "active" | "archived";
  readonly createdAt: Date;
  /** Since when anyone finds it in the directory; `null` for one that is not listed. */
  readonly listedAt: Date | null;
  /** The margin new customers consent to now. */
  readonly inForce: MarginView | null;
  /** The next margin that will take effect. */
  readonly pending: MarginView | null;
  /** All margins that will, soonest first. */
  readonly scheduled: readonly MarginView[];
  readonly activeGrants: number;
}

export interface AppRow extends AppModel {
  readonly marginVersions: readonly MarginRow[];
  readonly _count: { readonly grants: number };
}

export const WITH_MARGINS = {
  marginVersions: { ...WITH_WITHDRAWAL, orderBy: { version: "desc" } },
  _count: { select: { grants: { where: { status: "active" } } } },
} as const;

export function toAppView(row: AppRow, now: Date): AppView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    url: row.url,
    callbackUrl: row.callbackUrl,
    redirectUrls: row.redirectUrls,
    status: row.status,
    createdAt: row.createdAt,
    listedAt: row.listedAt,
    ...marginTimeline(row.marginVersions.map(toMarginView), now),
    activeGrants: row._count.grants,
  };
}
