import { exportBookedCalls } from "@tollgate/api/export-booked-calls";
import { requestContext } from "../../../../server/context.ts";

/** Calls of every workspace in a month as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  return await exportBookedCalls(await requestContext(), {
    month: query.get("month") ?? "",
    modelId: query.get("model"),
    builderWorkspaceId: query.get("builder"),
    providerId: query.get("provider"),
    day: query.get("day"),
  });
}
