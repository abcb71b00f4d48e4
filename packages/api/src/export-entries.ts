import type { Context } from "@tollgate/marketplace/context";
import { type ExportEntriesInput, exportEntries as verb } from "@tollgate/marketplace/ledger/export-entries";
import { exportList } from "./export-list.ts";

/** Answers a download of entries of the ledger as CSV. */
export async function exportEntries(ctx: Context, filter: ExportEntriesInput): Promise<Response> {
  return await exportList(ctx, { name: "entries", pieces: () => verb(ctx, filter) });
}
