import { exportAlerts } from "@tollgate/api/export-alerts";
import { requestContext } from "../../../../server/context.ts";

/** A workspace's alerts as CSV. */
export async function GET(request: Request): Promise<Response> {
  return await exportAlerts(await requestContext(), new URL(request.url).searchParams.get("workspaceId") ?? "");
}
