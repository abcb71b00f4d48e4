import { exportAuditEvents as verb } from "@tollgate/marketplace/audit-log/export-audit-events";
import type { Context } from "@tollgate/marketplace/context";
import { csvResponse } from "./csv-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

/**
 * Answers a download of who did what as CSV.
 * @param query optionally `who`, `action`, `about`, `from` and `to`.
 */
export async function exportAuditEvents(ctx: Context, query: URLSearchParams): Promise<Response> {
  try {
    const read = (name: string) => query.get(name) || null;
    const pieces = await verb(ctx, {
      who: read("who"),
      action: read("action"),
      about: read("about"),
      from: read("from"),
      to: read("to"),
    });
    return csvResponse(`tollgate-audit-log-${ctx.now().toISOString().slice(0, 10)}.csv`, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}
