import type { Context } from "@tollgate/marketplace/context";
import { type ExportRiskCasesInput, exportRiskCases as verb } from "@tollgate/marketplace/risk/export-risk-cases";
import { exportList } from "./export-list.ts";

/** Answers a download of risk cases as CSV. */
export async function exportRiskCases(ctx: Context, filter: ExportRiskCasesInput): Promise<Response> {
  return await exportList(ctx, { name: "risk-cases", pieces: () => verb(ctx, filter) });
}
