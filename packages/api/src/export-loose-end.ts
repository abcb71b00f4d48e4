import type { Context } from "@tollgate/marketplace/context";
import { exportLooseEnd as verb } from "@tollgate/marketplace/reports/loose-ends/export-loose-end";
import { exportList } from "./export-list.ts";

/** Answers a download of what was begun and has not ended, of one kind, as CSV. @param end the kind as lines of the report name it. */
export async function exportLooseEnd(ctx: Context, end: string): Promise<Response> {
  return await exportList(ctx, { name: "loose-ends", pieces: () => verb(ctx, { end }) });
}
