import { NANO_PER_CENT } from "@tollgate/money/nano";
import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, type PlaceInList } from "../reports/every-page.ts";
import { findRun } from "./get-payout-run.ts";
import type { PayoutRunView } from "./run-view.ts";

export const ExportPayoutRunInput = z.object({ runId: z.string() });
export type ExportPayoutRunInput = z.input<typeof ExportPayoutRunInput>;

/** Amount columns, in the order in which a statement adds up. */
const AMOUNTS = [
  ["opening", "openingNano"],
  ["provider_earned", "providerEarnedNano"],
  ["builder_earned", "builderEarnedNano"],
  ["adjustments", "adjustmentsNano"],
  ["reversals", "reversalsNano"],
  ["paid", "paidNano"],
  ["holdback_in", "holdbackInNano"],
  ["holdback_out", "holdbackOutNano"],
  ["net", "netNano"],
  ["carry", "carryNano"],
] as const;

export interface PayoutRunDownload {
  readonly fileName: string;
  readonly pieces: AsyncGenerator<string>;
}

/**
 * A run as CSV in pieces, payees ascending: every amount as integer nano-USD and as decimal USD, what would be paid in cents, and control totals
 * that must equal the run's. Finance may. @throws before the first piece when the person may not or there is no such run.
 */
export async function exportPayoutRun(ctx: Context, input: ExportPayoutRunInput): Promise<PayoutRunDownload> {
  requirePlatformRole(ctx, "finance");
  const { runId } = parseInput(ExportPayoutRunInput, input);
  const run = await findRun(ctx, runId);
  const { totals } = run;
  const pieces = streamCsv({
    columns: [
      ...["month", "payee_id", "payee_name"],
      ...AMOUNTS.flatMap(([name]) => [`${name}_nano`, `${name}_usd`]),
      ...["payable_cents", "payable_usd", "carry_reason", "hash"],
    ],
    rows: pages(ctx, run),
    controlTotals: async () => [
      ["run", run.id],
      ["run_hash", run.hash],
      ["computed_at", run.computedAt],
      ["payees", totals.payees],
      ["payable_payees", totals.payablePayees],
      ...AMOUNTS.map(([name, field]): [string, CsvCell] => [`total_${name}_nano`, totals[field]]),
      ["total_payable_cents", totals.payableCents],
    ],
  });
  return { fileName: `payout-run-${run.month}-revision-${run.revision}.csv`, pieces };
}

async function* pages({ db }: Context, { id: runId, month }: PayoutRunView): AsyncGenerator<CsvCell[][]> {
  const read = ({ cursor, limit }: PlaceInList) =>
    db.prisma.payoutItem.findMany({
      where: { runId, payeeWorkspaceId: { gt: cursor ?? "" } },
      orderBy: { payeeWorkspaceId: "asc" },
      take: limit,
    });
  for await (const items of everyPageAfter(read, ({ payeeWorkspaceId }) => payeeWorkspaceId)) {
    const nameOf = await namesOfWorkspaces(
      { db },
      items.map((item) => item.payeeWorkspaceId),
    );
    yield items.map((item) => [
      ...[month, item.payeeWorkspaceId, nameOf(item.payeeWorkspaceId)],
      ...AMOUNTS.flatMap(([, field]): CsvCell[] => [item[field], { usdNano: item[field] }]),
      ...[item.payableCents, { usdNano: item.payableCents * NANO_PER_CENT }, item.carryReason, item.hash],
    ]);
  }
}
