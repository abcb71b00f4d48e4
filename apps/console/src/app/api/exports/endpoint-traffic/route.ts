import { firstDayOf, readPeriod } from "../../../../earnings/role.ts";
import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Traffic and revenue as CSV: by endpoint, or by day for the one that is named; the query is that of the page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const { endpoints } = await api();
  const endpointId = searchParams.get("endpointId");
  const scope = {
    workspaceId: searchParams.get("workspaceId") ?? "",
    from: firstDayOf(readPeriod(searchParams.get("days") ?? ""), new Date()),
  };
  return await csvDownload(
    endpointId ? endpoints.exportTrafficOf({ ...scope, endpointId }) : endpoints.exportTraffic(scope),
  );
}
