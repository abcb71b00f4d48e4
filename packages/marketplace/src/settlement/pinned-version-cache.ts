import type { Database } from "@tollgate/db/open-database";
import type { FeeVersion, MarginVersion, PriceVersion } from "@tollgate/pricing/versions";
import { readMarginPolicy } from "../apps/margin-columns.ts";
import { toFeeVersion } from "./read-fee.ts";
import { correctedPrices } from "./read-unit-prices.ts";
import type { UsageEvent } from "./usage-event.ts";

/** Versions by id. Prices come with their corrections, which can only add what a version forgot. */
export interface Versions {
  readonly prices: ReadonlyMap<string, PriceVersion>;
  readonly fees: ReadonlyMap<string, FeeVersion>;
  readonly margins: ReadonlyMap<string, MarginVersion>;
}

/** Loads the versions a batch of events pins, in at most three queries. */
export async function loadPinnedVersions(db: Database, events: readonly UsageEvent[]): Promise<Versions> {
  const ids = (pick: (event: UsageEvent) => string | null) => [
    ...new Set(events.map(pick).filter((id) => id !== null)),
  ];
  const [prices, fees, margins] = await Promise.all([
    db.prisma.priceVersion.findMany({
      where: { id: { in: ids((event) => event.price) } },
      include: { corrections: true },
    }),
    db.prisma.feeVersion.findMany({ where: { id: { in: ids((event) => event.fee) } } }),
    db.prisma.marginVersion.findMany({ where: { id: { in: ids((event) => event.margin) } } }),
  ]);
  return {
    prices: new Map(prices.map((row) => [row.id, { id: row.id, prices: correctedPrices(row) }])),
    fees: new Map(fees.map((row) => [row.id, toFeeVersion(row)])),
    margins: new Map(margins.map((row) => [row.id, { id: row.id, ...readMarginPolicy(row) }])),
  };
}
