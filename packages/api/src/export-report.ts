import type { Context } from "@tollgate/marketplace/context";
import { exportReport as verb } from "@tollgate/marketplace/reports/export-report";
import { csvResponse } from "./csv-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

/**
 * Answers a download of a report as CSV.
 * @param query optionally `period`, a month or a year.
 */
export async function exportReport(ctx: Context, report: string, query: URLSearchParams): Promise<Response> {
  try {
    const { fileName, pieces } = await verb(ctx, { report, period: query.get("period") });
    return csvResponse(fileName, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}
