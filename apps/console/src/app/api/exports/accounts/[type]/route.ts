import { exportAccounts } from "@tollgate/api/export-accounts";
import { requestContext } from "../../../../../server/context.ts";

/** The accounts behind one line of the trial balance as CSV. */
export async function GET(_request: Request, { params }: { params: Promise<{ type: string }> }): Promise<Response> {
  return await exportAccounts(await requestContext(), (await params).type);
}
