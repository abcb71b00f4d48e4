import { type Context, requirePlatformRole } from "../context.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf } from "../reports/every-page.ts";
import { readLedgerAudits } from "./list-ledger-audits.ts";

/** Audit passes over the ledger as CSV, newest first, in pieces. Operators may. @throws before the first piece when the person may not. */
export async function exportLedgerAudits(ctx: Context): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "operator");
  const sums = { passes: 0, findings: 0 };
  return streamCsv({
    columns: [
      ...["audit_id", "at", "result", "looked_at", "duration_ms", "chain_position", "accounts", "entries"],
      ...["findings", "found"],
    ],
    rows: pages(ctx, sums),
    controlTotals: async () => [
      ["passes", sums.passes],
      ["findings", sums.findings],
    ],
  });
}

async function* pages(ctx: Context, sums: { passes: number; findings: number }): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter((place) => readLedgerAudits(ctx, place), idOf)) {
    sums.passes += page.length;
    for (const { findings } of page) sums.findings += findings.length;
    yield page.map((one) => [
      ...[one.id, one.at, one.ok ? "agrees" : "findings", one.isFull ? "all_of_history" : "what_came_since"],
      ...[one.durationMs, one.chainPosition, one.accounts, one.entries, one.findings.length],
      one.findings.map(({ sentence }) => sentence).join(" "),
    ]);
  }
}
