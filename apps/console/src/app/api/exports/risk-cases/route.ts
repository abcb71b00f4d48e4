import { exportRiskCases } from "@tollgate/api/export-risk-cases";
import { RISK_STATES } from "../../../../risk/risk-words.ts";
import { requestContext } from "../../../../server/context.ts";
import { readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";

/** The list as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), RISK_STATES);
  return await exportRiskCases(await requestContext(), toListFilter(query));
}
