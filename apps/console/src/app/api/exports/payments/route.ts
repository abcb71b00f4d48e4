import { exportPayments } from "@tollgate/api/export-document";
import { requestContext } from "../../../../server/context.ts";

/** A workspace's payments as CSV. */
export async function GET(request: Request): Promise<Response> {
  return await exportPayments(await requestContext(), new URL(request.url).searchParams.get("workspaceId") ?? "");
}
