import { exportInvoice } from "@tollgate/api/export-document";
import { requestContext } from "../../../../../server/context.ts";

/** The invoice of a paid top-up as PDF. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const workspaceId = new URL(request.url).searchParams.get("workspaceId") ?? "";
  return await exportInvoice(await requestContext(), { id, workspaceId });
}
