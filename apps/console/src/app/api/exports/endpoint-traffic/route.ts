import { firstDayOf, readPeriod } from "../../../../earnings/role.ts";
import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Traffic and revenue by endpoint as CSV; the query is that of its page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const caller = await api();
  return await csvDownload(
    caller.endpoints.exportTraffic({
      workspaceId: searchParams.get("workspaceId") ?? "",
      from: firstDayOf(readPeriod(searchParams.get("days") ?? ""), new Date()),
    }),
  );
}
