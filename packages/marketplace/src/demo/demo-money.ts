import { grantPromotional } from "@tollgate/db/grant-promotional";
import type { Database } from "@tollgate/db/open-database";
import { NANO_PER_USD } from "@tollgate/money/nano";
import type { MarginVersion } from "@tollgate/pricing/versions";
import { readMarginPolicy } from "../apps/margin-columns.ts";
import { settleEvents } from "../settlement/settle-events.ts";
import { loadFee } from "../snapshot/load-catalogue.ts";
import { DEMO_APPS, type DemoAppName, demoMarginId, historyKeyId } from "./demo-app.ts";
import { demoHistory, type HistoryMonth } from "./demo-history.ts";
import type { DemoOffer } from "./demo-offers.ts";
import { demoWorkspaceId } from "./demo-people.ts";

/** Promotional, because nobody paid for it: the books of the demo stay honest. */
const CREDIT_USD = 250n;

const DAY_MS = 86_400_000;
/** Long enough for any demo to be shown again. */
const CREDIT_DAYS = 3_650;

/** Gives the demo customer promotional credit, once. */
export async function grantDemoCredit(db: Database, since: Date): Promise<void> {
  await db.prisma.$transaction((tx) =>
    grantPromotional(tx, {
      lotId: "lot_demo_credit",
      workspaceId: demoWorkspaceId("demo-customer"),
      amountNano: CREDIT_USD * NANO_PER_USD,
      eventAt: since,
      expiresAt: new Date(since.getTime() + CREDIT_DAYS * DAY_MS),
      reason: "Credit of the demo customer",
      codeId: null,
      createdById: null,
    }),
  );
}

/** Settles the demo's history: all of last month and this month until now. A month that has some of it already is left alone. */
export async function settleDemoHistory(
  db: Database,
  offers: readonly DemoOffer[],
  { since, now }: { since: Date; now: Date },
): Promise<void> {
  const fee = await loadFee(db, since.getTime());
  const margins = {
    "demo-writer": await loadMargin(db, "demo-writer"),
    "demo-desk": await loadMargin(db, "demo-desk"),
  };
  const keys = [historyKeyId(null), ...DEMO_APPS.map(({ slug }) => historyKeyId(slug))];
  for (const month of historyMonths(since, now)) {
    const known = await db.prisma.call.count({
      where: {
        keyId: { in: keys },
        eventAt: { gte: month.from, lt: month.to },
      },
    });
    if (known > 0) continue;
    const { quarantined } = await settleEvents(db, demoHistory(month, offers, { fee, margins }));
    if (quarantined[0]) throw new Error(`demo history: a call was not settled: ${quarantined[0].detail}`);
  }
}

async function loadMargin(db: Database, app: DemoAppName): Promise<MarginVersion> {
  const stored = await db.prisma.marginVersion.findUniqueOrThrow({ where: { id: demoMarginId(app) } });
  return { id: stored.id, ...readMarginPolicy(stored) };
}

/** First moment of the UTC month before the one of `now`. */
export function historyStart(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
}

/** At most 500 calls each, so that a month is settled in one statement: wholly or not at all. */
function historyMonths(since: Date, now: Date): HistoryMonth[] {
  const next = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 1));
  const days = (now.getTime() - next.getTime()) / DAY_MS;
  const calls = Math.min(120, Math.round(days * 6));
  return [
    { from: since, to: next, calls: 280, spendUsd: 150n },
    ...(calls > 0 ? [{ from: next, to: now, calls, spendUsd: (BigInt(calls) * 45n) / 120n }] : []),
  ];
}
