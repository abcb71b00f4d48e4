import { CALL_OUTCOMES } from "@tollgate/marketplace/calls/call-filter";
import { exportCalls as verb } from "@tollgate/marketplace/calls/export-calls";
import { SERVED_FROM } from "@tollgate/marketplace/calls/served-from";
import type { Context } from "@tollgate/marketplace/context";
import { MarketplaceError } from "@tollgate/marketplace/errors";
import { csvResponse } from "./csv-response.ts";
import { toHttpResponse } from "./to-http-response.ts";

/**
 * Answers a download of calls as CSV.
 * @param query `workspaceId`, and optionally `keyId`, `modelId`, `appId`, `outcome`, `servedFrom`, `from` and `to` (ISO 8601).
 */
export async function exportCalls(ctx: Context, query: URLSearchParams): Promise<Response> {
  try {
    const pieces = await verb(ctx, {
      workspaceId: query.get("workspaceId") ?? "",
      keyId: query.get("keyId"),
      modelId: query.get("modelId"),
      appId: query.get("appId"),
      outcome: oneOf(query, "outcome", CALL_OUTCOMES),
      servedFrom: oneOf(query, "servedFrom", SERVED_FROM),
      from: dateOf(query, "from"),
      to: dateOf(query, "to"),
    });
    return csvResponse(`tollgate-calls-${ctx.now().toISOString().slice(0, 10)}.csv`, pieces);
  } catch (error) {
    return toHttpResponse(error);
  }
}

function oneOf<T extends string>(query: URLSearchParams, field: string, known: readonly T[]): T | null {
  const text = query.get(field);
  if (!text) return null;
  const chosen = known.find((one) => one === text);
  if (!chosen) throw new MarketplaceError("invalid_input", `Choose one of ${known.join(", ")}.`, { field });
  return chosen;
}

function dateOf(query: URLSearchParams, field: "from" | "to"): Date | null {
  const text = query.get(field);
  if (!text) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new MarketplaceError("invalid_input", "Write the date like 2026-01-31.", { field });
  return date;
}
