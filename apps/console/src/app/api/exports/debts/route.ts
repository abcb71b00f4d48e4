import { exportDebts } from "@tollgate/api/export-debts";
import { requestContext } from "../../../../server/context.ts";

/** What is owed to us as CSV. */
export async function GET(): Promise<Response> {
  return await exportDebts(await requestContext());
}
