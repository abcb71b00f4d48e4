import { readAttributionQuery } from "../../../../app-customers/attribution-query.ts";
import { firstDayOf } from "../../../../earnings/role.ts";
import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** What an app's calls were for as CSV; the query is that of its page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const { by, days, customer } = readAttributionQuery(Object.fromEntries(searchParams));
  const caller = await api();
  return await csvDownload(
    caller.apps.exportAttribution({
      workspaceId: searchParams.get("workspaceId") ?? "",
      appId: searchParams.get("appId") ?? "",
      from: firstDayOf(days, new Date()),
      by,
      customerId: customer,
    }),
  );
}
