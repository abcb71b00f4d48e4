import { exportPayees } from "@tollgate/api/export-payees";
import { PAYEE_STATES } from "../../../../payees/payee-words.ts";
import { requestContext } from "../../../../server/context.ts";
import { readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";

/** Payees as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), PAYEE_STATES);
  return await exportPayees(await requestContext(), toListFilter(query));
}
