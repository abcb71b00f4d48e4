import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";
import { readUsageQuery, toUsageInput } from "../../../../usage/usage-query.ts";

/** Usage by day and group as CSV; the query is that of the page of usage. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const query = readUsageQuery(Object.fromEntries(searchParams), new Date());
  const caller = await api();
  return await csvDownload(caller.usage.export(toUsageInput(query, searchParams.get("workspaceId") ?? "")));
}
