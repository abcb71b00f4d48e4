import { exportEvidence } from "@tollgate/api/export-document";
import { requestContext } from "../../../../../../server/context.ts";

/** The evidence about a dispute as PDF. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return await exportEvidence(await requestContext(), id);
}
