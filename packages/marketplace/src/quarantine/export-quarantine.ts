import { generationId } from "@tollgate/db/ids";
import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { everyPageAfter, idOf, type PlaceInList } from "../reports/every-page.ts";
import { QuarantineFilter, whereOf } from "./quarantine-filter.ts";

export const ExportQuarantineInput = QuarantineFilter;
export type ExportQuarantineInput = z.input<typeof ExportQuarantineInput>;

const HEADER = [
  "id",
  "generation_id",
  "workspace_id",
  "workspace",
  "reason",
  "detail",
  "created_at_utc",
  "resolved_at_utc",
  "resolution",
  "resolution_reason",
  "resolved_by",
  "event",
];

/** Quarantine as CSV (RFC 4180), oldest first, in pieces; text that a spreadsheet would run as a formula is escaped. Operators may. */
export async function exportQuarantine(ctx: Context, input: ExportQuarantineInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "operator");
  return pieces(ctx, parseInput(ExportQuarantineInput, input));
}

async function* pieces({ db }: Context, filter: QuarantineFilter): AsyncGenerator<string> {
  yield stringify([HEADER], { record_delimiter: "windows" });
  const read = ({ cursor, limit }: PlaceInList) =>
    db.prisma.quarantinedCall.findMany({
      where: whereOf(filter),
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
  for await (const rows of everyPageAfter(read, idOf)) {
    const nameOf = await namesOfWorkspaces(
      { db },
      rows.map(({ workspaceId }) => workspaceId),
    );
    const records = rows.map((row) => [
      row.id,
      generationId(row.id),
      row.workspaceId,
      nameOf(row.workspaceId),
      row.reason,
      row.detail,
      row.createdAt.toISOString(),
      row.resolvedAt?.toISOString() ?? "",
      row.resolution ?? "",
      row.resolutionReason ?? "",
      row.resolvedById ?? "",
      JSON.stringify(row.event),
    ]);
    if (records.length > 0) yield stringify(records, { escape_formulas: true, record_delimiter: "windows" });
  }
}
