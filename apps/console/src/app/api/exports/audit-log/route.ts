import { exportAuditEvents } from "@tollgate/api/export-audit-events";
import { requestContext } from "../../../../server/context.ts";

/** Who did what as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  return await exportAuditEvents(await requestContext(), new URL(request.url).searchParams);
}
