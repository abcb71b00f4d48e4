import type { Services } from "../context.ts";
import { monthOf } from "./fund-sponsorships.ts";

/** What an app's builder set aside for its customers in a UTC month. Amounts are nano-USD. */
export interface SponsoredMonth {
  /** First day of the month. */
  readonly month: Date;
  readonly customers: number;
  readonly amountNano: bigint;
  readonly spentNano: bigint;
  readonly returnedNano: bigint;
}

export interface AppSponsorship {
  /** Newest first, at most a year. */
  readonly months: readonly SponsoredMonth[];
  /** Customers whose allowance of this month the builder's credit does not cover. */
  readonly unfundedCustomers: number;
}

const MONTHS = 12;

export async function readAppSponsorship(
  { db, now }: Pick<Services, "db" | "now">,
  app: { readonly id: string; readonly workspaceId: string },
): Promise<AppSponsorship> {
  const month = new Date(monthOf(now()));
  const [sums, notice, waiting] = await Promise.all([
    db.prisma.sponsoredLot.groupBy({
      by: ["month"],
      where: { appId: app.id },
      _count: true,
      _sum: { amountNano: true, spentNano: true, returnedNano: true },
      orderBy: { month: "desc" },
      take: MONTHS,
    }),
    db.prisma.sponsorshipNotice.findUnique({ where: { appId_month: { appId: app.id, month } } }),
    db.prisma.grant.count({
      where: {
        ...{ appId: app.id, status: "active", workspaceId: { not: app.workspaceId } },
        sponsoredLots: { none: { month } },
      },
    }),
  ]);
  return {
    months: sums.map((row) => ({
      month: row.month,
      customers: row._count,
      amountNano: row._sum.amountNano ?? 0n,
      spentNano: row._sum.spentNano ?? 0n,
      returnedNano: row._sum.returnedNano ?? 0n,
    })),
    unfundedCustomers: notice === null ? 0 : waiting,
  };
}
