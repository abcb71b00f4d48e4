import { exportReceipt } from "@tollgate/api/export-receipt";
import { requestContext } from "../../../../../server/context.ts";

/** A call's signed receipt as a file. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const workspaceId = new URL(request.url).searchParams.get("workspaceId") ?? "";
  return await exportReceipt(await requestContext(), { callId: id, workspaceId });
}
