import { firstDayOf, isRole, readPeriod } from "../../../../earnings/role.ts";
import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Earnings by day, source and model as CSV; the query is that of the page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const role = searchParams.get("role") ?? "";
  const caller = await api();
  return await csvDownload(
    caller.earnings.export({
      workspaceId: searchParams.get("workspaceId") ?? "",
      role: isRole(role) ? role : "builder",
      from: firstDayOf(readPeriod(searchParams.get("days") ?? ""), new Date()),
    }),
  );
}
