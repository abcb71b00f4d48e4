import { exportQuarantine } from "@tollgate/api/export-quarantine";
import { requestContext } from "../../../../server/context.ts";

/** Quarantine as CSV; the filters are those of the page. */
export async function GET(request: Request): Promise<Response> {
  return await exportQuarantine(await requestContext(), new URL(request.url).searchParams);
}
