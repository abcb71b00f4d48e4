import { exportLooseEnd } from "@tollgate/api/export-loose-end";
import { requestContext } from "../../../../../server/context.ts";

/** What was begun and has not ended, of one kind, as CSV. */
export async function GET(_request: Request, { params }: { params: Promise<{ end: string }> }): Promise<Response> {
  return await exportLooseEnd(await requestContext(), (await params).end);
}
