import { NANO_PER_CENT } from "@tollgate/money/nano";
import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type CsvCell, type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { findRun } from "./get-payout-run.ts";
import { payeeNames } from "./payee-names.ts";

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

/**
 * A run as CSV, payees ascending: every amount as integer nano-USD and as decimal USD, what would be paid in cents, and control totals that
 * must equal the run's. Finance may.
 */
export async function exportPayoutRun(ctx: Context, input: ExportPayoutRunInput): Promise<CsvDocument> {
  requirePlatformRole(ctx, "finance");
  const { runId } = parseInput(ExportPayoutRunInput, input);
  const run = await findRun(ctx, runId);
  const items = await ctx.db.prisma.payoutItem.findMany({ where: { runId }, orderBy: { payeeWorkspaceId: "asc" } });
  const names = await payeeNames(ctx.db.prisma, items);
  const amountColumns = AMOUNTS.flatMap(([name]) => [`${name}_nano`, `${name}_usd`]);
  const { totals } = run;
  return writeCsv({
    fileName: `payout-run-${run.month}-revision-${run.revision}.csv`,
    columns: [
      "month",
      "payee_id",
      "payee_name",
      ...amountColumns,
      "payable_cents",
      "payable_usd",
      "carry_reason",
      "hash",
    ],
    rows: items.map((item) => [
      run.month,
      item.payeeWorkspaceId,
      names(item.payeeWorkspaceId),
      ...AMOUNTS.flatMap(([, field]): CsvCell[] => [item[field], { usdNano: item[field] }]),
      item.payableCents,
      { usdNano: item.payableCents * NANO_PER_CENT },
      item.carryReason,
      item.hash,
    ]),
    controlTotals: [
      ["run", run.id],
      ["run_hash", run.hash],
      ["computed_at", run.computedAt],
      ["payees", totals.payees],
      ["payable_payees", totals.payablePayees],
      ...AMOUNTS.map(([name, field]): [string, CsvCell] => [`total_${name}_nano`, totals[field]]),
      ["total_payable_cents", totals.payableCents],
    ],
  });
}
