import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf } from "../reports/every-page.ts";
import { RecoveryFilter, readRecoveries } from "./list-recoveries.ts";

export const ExportRecoveriesInput = RecoveryFilter;
export type ExportRecoveriesInput = z.input<typeof ExportRecoveriesInput>;

/** Requests as CSV, in the order of the queue, in pieces. Operators may. @throws before the first piece when the person may not. */
export async function exportRecoveries(ctx: Context, input: ExportRecoveriesInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "operator");
  const filter = parseInput(ExportRecoveriesInput, input);
  const sums = { requests: 0 };
  return streamCsv({
    columns: [
      ...["request_id", "state", "user_id", "name", "email", "duty", "reason", "device", "ip"],
      ...["requested_at", "expires_at", "decided_at", "decided_by", "note"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [["requests", sums.requests]],
  });
}

async function* pages(ctx: Context, filter: RecoveryFilter, sums: { requests: number }): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter((place) => readRecoveries(ctx, filter, place), idOf)) {
    sums.requests += page.length;
    yield page.map(({ person, ...one }) => [
      ...[one.id, one.state, person.id, person.name, person.email, person.duty, one.reason, one.device, one.ip],
      ...[one.requestedAt, one.expiresAt, one.decidedAt, one.decidedBy, one.note],
    ]);
  }
}
