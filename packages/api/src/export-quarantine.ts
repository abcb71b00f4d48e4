import type { Context } from "@tollgate/marketplace/context";
import { MarketplaceError } from "@tollgate/marketplace/errors";
import { exportQuarantine as verb } from "@tollgate/marketplace/quarantine/export-quarantine";
import { QUARANTINE_REASONS } from "@tollgate/marketplace/quarantine/quarantine-filter";
import { csvResponse } from "./csv-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

/**
 * Answers a download of quarantine as CSV.
 * @param query optionally `reason`, `workspaceId` and `resolved=1`.
 */
export async function exportQuarantine(ctx: Context, query: URLSearchParams): Promise<Response> {
  try {
    const pieces = await verb(ctx, {
      reason: reasonOf(query),
      workspaceId: query.get("workspaceId"),
      resolved: query.get("resolved") === "1",
    });
    return csvResponse(`tollgate-quarantine-${ctx.now().toISOString().slice(0, 10)}.csv`, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}

function reasonOf(query: URLSearchParams) {
  const text = query.get("reason");
  if (!text) return null;
  const reason = QUARANTINE_REASONS.find((one) => one === text);
  if (!reason) throw new MarketplaceError("invalid_input", "There is no such reason.", { field: "reason" });
  return reason;
}
