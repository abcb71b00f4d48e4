import { auditLedger as audit } from "@tollgate/marketplace/operations/audit-ledger";
import type { Handler } from "../handler.ts";

/** A ledger that does not add up is a failed job, so that it is seen on the board and in the alerts. */
export const auditLedger: Handler = async ({ context }) => {
  const { ok, accounts, entries, findings } = await audit(context);
  if (!ok)
    throw new Error(`the ledger audit has ${findings.length} findings, the first: ${JSON.stringify(findings[0])}`);
  return { ok, accounts, entries: entries.toString() };
};
