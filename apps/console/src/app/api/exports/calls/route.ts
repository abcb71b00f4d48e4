import { exportCalls } from "@tollgate/api/export-calls";
import { requestContext } from "../../../../server/context.ts";

/** Calls of a workspace as CSV; the filters are those of the page of calls. */
export async function GET(request: Request): Promise<Response> {
  return await exportCalls(await requestContext(), new URL(request.url).searchParams);
}
