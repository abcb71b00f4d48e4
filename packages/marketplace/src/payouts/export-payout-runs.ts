import { NANO_PER_CENT } from "@tollgate/money/nano";
import { type Context, requirePlatformRole } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf, type PlaceInList } from "../reports/every-page.ts";
import { type PayoutRunView, toRunViews } from "./run-view.ts";

/** What the runs that stand come to: a revision that another took the place of pays nobody. */
interface Sums {
  runs: number;
  standing: number;
  payableCents: bigint;
}

/** Every payout run as CSV, newest month and revision first, in pieces. Finance may. @throws before the first piece when the person may not. */
export async function exportPayoutRuns(ctx: Context): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const sums: Sums = { runs: 0, standing: 0, payableCents: 0n };
  return streamCsv({
    columns: [
      ...["run_id", "month", "revision", "status", "superseded", "hash", "payees", "payable_payees"],
      ...["payable_cents", "payable_usd", "net_nano", "net_usd", "carry_nano", "carry_usd", "computed_at"],
      ...["computed_by", "approved_by", "started_at", "started_by", "done_at"],
    ],
    rows: pages(ctx, sums),
    controlTotals: async () => [
      ["runs", sums.runs],
      ["runs_not_superseded", sums.standing],
      ["payable_cents_not_superseded", sums.payableCents],
    ],
  });
}

async function* pages({ db }: Context, sums: Sums): AsyncGenerator<CsvCell[][]> {
  const read = async ({ cursor, limit }: PlaceInList) => {
    const rows = await db.prisma.payoutRun.findMany({
      orderBy: [{ month: "desc" }, { revision: "desc" }],
      take: limit,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    return await toRunViews(db.prisma, rows);
  };
  for await (const runs of everyPageAfter(read, idOf)) {
    for (const { isSuperseded, totals } of runs) {
      sums.runs += 1;
      if (isSuperseded) continue;
      sums.standing += 1;
      sums.payableCents += totals.payableCents;
    }
    yield runs.map(toLine);
  }
}

function toLine({ totals, ...run }: PayoutRunView): CsvCell[] {
  return [
    ...[run.id, run.month, run.revision, run.status, run.isSuperseded ? "yes" : "no", run.hash, totals.payees],
    ...[totals.payablePayees, totals.payableCents, { usdNano: totals.payableCents * NANO_PER_CENT }, totals.netNano],
    ...[{ usdNano: totals.netNano }, totals.carryNano, { usdNano: totals.carryNano }, run.computedAt, run.computedBy],
    ...[run.approvals.map(({ name }) => name).join("; "), run.startedAt, run.startedBy, run.doneAt],
  ];
}
