import { readCustomerQuery } from "../../../../app-customers/customer-query.ts";
import { firstDayOf } from "../../../../earnings/role.ts";
import { csvDownload } from "../../../../server/csv-download.ts";
import { api } from "../../../../trpc/server.tsx";

/** Customers of an app as CSV; the query is that of their page. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const { days, q, state, sort } = readCustomerQuery(Object.fromEntries(searchParams));
  const caller = await api();
  return await csvDownload(
    caller.apps.exportCustomers({
      workspaceId: searchParams.get("workspaceId") ?? "",
      appId: searchParams.get("appId") ?? "",
      from: firstDayOf(days, new Date()),
      search: q,
      state,
      sort,
    }),
  );
}
