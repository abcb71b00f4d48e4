import { type Context, requirePlatformRole } from "../context.ts";
import { REPORTS } from "./report-list.ts";

export interface ReportName {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly periodKind: "month" | "year" | "now";
}

/** The reports there are, in the order in which a month's end reads them. Finance may. */
export async function listReports(ctx: Context): Promise<ReportName[]> {
  requirePlatformRole(ctx, "finance");
  return REPORTS.map(({ id, title, lead, period }) => ({ id, title, lead, periodKind: period }));
}
