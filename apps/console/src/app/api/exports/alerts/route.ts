import { exportAlerts } from "@tollgate/api/export-alerts";
import { readAlertAbout } from "../../../../alerts/alert-words.ts";
import { requestContext } from "../../../../server/context.ts";

/** A workspace's alerts as CSV; the filter is that of their page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  return await exportAlerts(await requestContext(), {
    workspaceId: searchParams.get("workspaceId") ?? "",
    about: readAlertAbout(searchParams.get("about")),
  });
}
