import type { Context } from "@tollgate/marketplace/context";
import {
  type ExportBookedCallsInput,
  exportBookedCalls as verb,
} from "@tollgate/marketplace/ledger/export-booked-calls";
import { exportList } from "./export-list.ts";

/** Answers a download of a month's calls of every workspace as CSV. */
export async function exportBookedCalls(ctx: Context, filter: ExportBookedCallsInput): Promise<Response> {
  return await exportList(ctx, { name: "booked-calls", pieces: () => verb(ctx, filter) });
}
