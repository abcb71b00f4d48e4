import type { Context } from "@tollgate/marketplace/context";
import { type ExportRecoveriesInput, exportRecoveries as verb } from "@tollgate/marketplace/recovery/export-recoveries";
import { exportList } from "./export-list.ts";

/** Answers a download of requests of people who lost their authenticator app as CSV. */
export async function exportRecoveries(ctx: Context, filter: ExportRecoveriesInput): Promise<Response> {
  return await exportList(ctx, { name: "lost-authenticators", pieces: () => verb(ctx, filter) });
}
