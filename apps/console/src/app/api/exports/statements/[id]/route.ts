import { exportStatement } from "@tollgate/api/export-document";
import { requestContext } from "../../../../../server/context.ts";

/** A payee's own statement as PDF, or as CSV with `format=csv`. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const query = new URL(request.url).searchParams;
  const workspaceId = query.get("workspaceId") ?? "";
  return await exportStatement(await requestContext(), { id, workspaceId, format: query.get("format") });
}
