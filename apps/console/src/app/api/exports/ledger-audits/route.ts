import { exportLedgerAudits } from "@tollgate/api/export-ledger-audits";
import { requestContext } from "../../../../server/context.ts";

/** Audit passes over the ledger as CSV. */
export async function GET(): Promise<Response> {
  return await exportLedgerAudits(await requestContext());
}
