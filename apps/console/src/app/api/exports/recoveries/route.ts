import { exportRecoveries } from "@tollgate/api/export-recoveries";
import { RECOVERY_STATES } from "../../../../recovery/recovery-words.ts";
import { requestContext } from "../../../../server/context.ts";
import { readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";

/** The list as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), RECOVERY_STATES);
  return await exportRecoveries(await requestContext(), toListFilter(query));
}
