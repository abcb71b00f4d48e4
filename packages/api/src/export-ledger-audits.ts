import type { Context } from "@tollgate/marketplace/context";
import { exportLedgerAudits as verb } from "@tollgate/marketplace/operations/export-ledger-audits";
import { exportList } from "./export-list.ts";

/** Answers a download of audit passes over the ledger as CSV. */
export async function exportLedgerAudits(ctx: Context): Promise<Response> {
  return await exportList(ctx, { name: "ledger-audits", pieces: () => verb(ctx) });
}
