import { exportStripeEvents } from "@tollgate/api/export-stripe-events";
import { EVENT_STATES } from "../../../../processor-events/event-words.ts";
import { requestContext } from "../../../../server/context.ts";
import { readListQuery, toListFilter } from "../../../../staff-lists/list-query.ts";

/** The list as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), EVENT_STATES);
  return await exportStripeEvents(await requestContext(), toListFilter(query));
}
