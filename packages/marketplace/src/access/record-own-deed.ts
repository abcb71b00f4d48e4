import type { Transaction } from "@tollgate/db/open-database";
import type { AuditInput } from "../context.ts";

/** Records what somebody did with their own account, where there is no context yet: while they sign in. */
export async function recordOwnDeed(
  tx: Pick<Transaction, "auditEvent">,
  userId: string,
  { action, detail = {} }: Pick<AuditInput, "action" | "detail">,
): Promise<void> {
  await tx.auditEvent.create({ data: { actorId: userId, workspaceId: null, action, subjectId: userId, detail } });
}
