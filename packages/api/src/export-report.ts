import type { Context } from "@tollgate/marketplace/context";
import { exportReport as verb } from "@tollgate/marketplace/reports/export-report";
import { printReport } from "@tollgate/marketplace/reports/print-report";
import { csvResponse } from "./csv-response.ts";
import { fileResponse } from "./file-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

/**
 * Answers a download of a report, as CSV unless PDF is asked for.
 * @param query optionally `period`, a month or a year, and `format`.
 */
export async function exportReport(ctx: Context, report: string, query: URLSearchParams): Promise<Response> {
  const asked = { report, period: query.get("period") || null };
  try {
    if (query.get("format") === "pdf") {
      const { fileName, pdf } = await printReport(ctx, asked);
      return fileResponse(fileName, "application/pdf", new Uint8Array(pdf));
    }
    const { fileName, pieces } = await verb(ctx, asked);
    return csvResponse(fileName, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}
