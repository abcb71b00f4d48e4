import { exportRefunds } from "@tollgate/api/export-refunds";
import { REFUND_STATES } from "../../../../refunds/refund-words.ts";
import { requestContext } from "../../../../server/context.ts";
import { readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";

/** The list as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), REFUND_STATES);
  return await exportRefunds(await requestContext(), toListFilter(query));
}
