import type { z } from "zod";
import { type Context, requireStaff } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, type PlaceInList } from "../reports/every-page.ts";
import { AUDIT_SQL, AuditFilter, type AuditRow, auditValues } from "./audit-filter.ts";

export const ExportAuditEventsInput = AuditFilter;
export type ExportAuditEventsInput = z.input<typeof ExportAuditEventsInput>;

/** Who did what as CSV, newest first, in pieces. Finance and operators may. @throws before the first piece when the person may not. */
export async function exportAuditEvents(ctx: Context, input: ExportAuditEventsInput): Promise<AsyncGenerator<string>> {
  requireStaff(ctx);
  const filter = parseInput(ExportAuditEventsInput, input);
  const counted = { events: 0 };
  return streamCsv({
    columns: [
      ...["id", "at", "action", "actor_id", "actor_name", "actor_email", "workspace_id", "workspace_name"],
      ...["subject_id", "detail"],
    ],
    rows: pages(ctx, filter, counted),
    controlTotals: async () => [["events", counted.events]],
  });
}

async function* pages({ db }: Context, filter: AuditFilter, counted: { events: number }): AsyncGenerator<CsvCell[][]> {
  const read = async ({ cursor, limit }: PlaceInList) => {
    const { rows } = await db.pool.query<AuditRow>(
      `${AUDIT_SQL} AND ($6::bigint IS NULL OR e.id < $6) ORDER BY e.id DESC LIMIT ${limit}`,
      [...auditValues(filter), cursor],
    );
    return rows;
  };
  for await (const rows of everyPageAfter(read, ({ id }) => `${id}`)) {
    counted.events += rows.length;
    yield rows.map((row) => [
      ...[row.id, row.at, row.action, row.actor_id, row.actor_name, row.actor_email, row.workspace_id],
      ...[row.workspace_name, row.subject_id, JSON.stringify(row.detail)],
    ]);
  }
}
