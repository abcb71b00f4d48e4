import { exportDisputes } from "@tollgate/api/export-disputes";
import { DISPUTE_STATES } from "../../../../disputes/dispute-words.ts";
import { requestContext } from "../../../../server/context.ts";
import { readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";

/** Disputes as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), DISPUTE_STATES);
  return await exportDisputes(await requestContext(), toListFilter(query));
}
