import { FINDING_SENTENCES } from "@tollgate/marketplace/operations/audit/audit-finding";
import { auditLedger as audit } from "@tollgate/marketplace/operations/audit-ledger";
import type { Handler } from "../handler.ts";

/** A ledger that does not add up is a failed job, so that it is seen on the board and in the alerts. */
export const auditLedger: Handler = async ({ context, metrics }) => {
  const { ok, full, accounts, entries, chainPosition, durationMs, findings } = await audit(context);
  for (const kind of Object.keys(FINDING_SENTENCES))
    metrics.auditFindings.set({ kind }, findings.filter((finding) => finding.kind === kind).length);
  metrics.auditSeconds.set(durationMs / 1_000);
  metrics.chainPosition.set(Number(chainPosition));
  if (!ok) throw new Error(`the ledger audit has ${findings.length} findings, the first: ${findings[0]?.sentence}`);
  return { ok, full, accounts, entries: entries.toString(), chainPosition: chainPosition.toString(), durationMs };
};
