import type { CallModel } from "@tollgate/db/generated/models/Call";
import type { FeeVersion, MarginTerms, UnitPrices } from "@tollgate/pricing/versions";
import type { AttemptRecord } from "../inference/call-outcome.ts";
import { readAttempts } from "./call-columns.ts";
import { type CallFacts, type CallView, toCallView } from "./call-view.ts";

/** A line of a receipt: what was used at which pinned price. */
export interface ReceiptLine {
  /** Usage bucket. */
  readonly bucket: string;
  readonly units: number;
  /** Nano-USD per million units; `null` when nothing was priced, as for a call that delivered nothing. */
  readonly priceNano: bigint | null;
}

/** The terms a call went by. */
export interface ReceiptMargin extends MarginTerms {
  readonly id: string;
  readonly version: number;
  /** Whether they are terms the margin has for this model alone. */
  readonly ownTerms: boolean;
}

/** All there is to know of a settled call: enough to compute its charge again by hand. */
export interface ReceiptView extends CallView {
  readonly lines: readonly ReceiptLine[];
  readonly versions: {
    readonly price: { readonly id: string } | null;
    readonly fee: FeeVersion;
    readonly margin: ReceiptMargin | null;
  };
  readonly attempts: readonly AttemptRecord[];
  /** What was reserved before the call. */
  readonly holdNano: bigint;
  readonly bookedAt: Date;
  /** The ledger journal it was settled in; `null` when nothing was charged. */
  readonly journalId: string | null;
  /** Of the charge, what the app's builder paid. */
  readonly sponsoredNano: bigint;
  /** What was given back since, oldest first. */
  readonly refunds: readonly ReceiptRefund[];
}

export interface ReceiptRefund {
  readonly at: Date;
  readonly amountNano: bigint;
  /** Of it, what went back to promotional credit. */
  readonly promotionalNano: bigint;
  /** Of it, what went back to the credit of the app's builder, who had paid it. */
  readonly sponsoredNano: bigint;
  readonly reason: string;
  readonly journalId: string;
}

/** The rows a call points to. */
export interface ReceiptSources {
  readonly names: CallFacts;
  readonly refunds: readonly ReceiptRefund[];
  readonly prices: UnitPrices | null;
  readonly fee: FeeVersion;
  readonly margin: ReceiptMargin | null;
  readonly sponsoredNano: bigint;
}

/** Makes a receipt of a call and the versions pinned to it. Pure. */
export function toReceiptView(row: CallModel, sources: ReceiptSources): ReceiptView {
  const { names, prices, fee, margin, refunds, sponsoredNano } = sources;
  const view = toCallView(row, names);
  const used = Object.entries(view.units).filter(([, units]) => units > 0);
  const priceOf = new Map<string, bigint>(Object.entries(prices ?? {}));
  const perRequest = priceOf.get("request");
  // The call itself is a unit when it has a price of its own; a call that delivered nothing costs nothing.
  const lines: [string, number][] = perRequest && used.length > 0 ? [...used, ["request", 1]] : used;
  return {
    ...view,
    lines: lines.map(([bucket, units]) => ({ bucket, units, priceNano: priceOf.get(bucket) ?? null })),
    versions: { price: row.priceVersionId === null ? null : { id: row.priceVersionId }, fee, margin },
    attempts: readAttempts(row.attempts),
    holdNano: row.holdNano,
    bookedAt: row.bookedAt,
    journalId: row.journalId,
    sponsoredNano,
    refunds,
  };
}
