import { loadCapCounter } from "@tollgate/db/redis/cap-counter";
import { type CapReset, type CapWindow, capCounterKey, capWindow } from "@tollgate/db/redis/cap-windows";
import { projectAll } from "../settlement/project-credit.ts";
import { memberScopeId } from "../snapshot/member-scope-id.ts";
import type { KeyRecord } from "../snapshot/records.ts";
import type { CapScope, ReservedCap } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import { callsOf, spentWithCalls } from "./spent.ts";

/** A cap with what is needed to load its counter. */
export interface Cap extends ReservedCap {
  readonly scopeId: string;
  readonly window: CapWindow;
}

/** The caps a key's calls reserve on: its own limit and the budgets of its grant, of who made it and of the workspace. */
export function capsOf(key: KeyRecord, nowMs: number): Cap[] {
  const caps: Cap[] = [];
  const { grant, member, workspace } = key;
  const add = (scope: CapScope, scopeId: string, { limitNano, reset }: { limitNano: bigint; reset: CapReset }) => {
    const window = capWindow(reset, nowMs);
    const counterKey = capCounterKey(key.workspaceId, scopeId, window);
    caps.push({ scope, scopeId, limitNano, window, counterKey, resetsAtMs: window.endMs });
  };
  if (key.limitNano !== null) add("key", key.id, { limitNano: key.limitNano, reset: key.limitReset });
  if (grant !== null && grant.monthlyCapNano !== null)
    add("grant", grant.id, { limitNano: grant.monthlyCapNano, reset: grant.capReset });
  if (member !== null && member.budgetNano !== null)
    add("member", memberScopeId(key.workspaceId, member.userId), {
      limitNano: member.budgetNano,
      reset: member.budgetReset,
    });
  if (workspace.budgetNano !== null)
    add("workspace", key.workspaceId, { limitNano: workspace.budgetNano, reset: workspace.budgetReset });
  return caps;
}

/** Loads from Postgres what admission found missing in Redis: the first call of a workspace, a new window, a Redis that lost its data. */
export async function warmCall(
  gate: CallGate,
  key: KeyRecord,
  { caps, lotId }: { readonly caps: readonly Cap[]; readonly lotId: string | null },
): Promise<void> {
  await projectAll(gate, [{ workspaceId: key.workspaceId, lotId }]);
  for (const { scope, counterKey, window } of caps) {
    const { workspaceId, id: keyId } = key;
    const ids = { workspaceId, keyId, grantId: key.grant?.id ?? "", userId: key.member?.userId ?? "" };
    await loadCapCounter(gate.redis, {
      workspaceId,
      counterKey,
      startMs: window.startMs,
      endMs: window.endMs,
      counts: await callsOf(gate.db.pool, scope, ids),
      spent: (callIds) => spentWithCalls(gate.db.pool, { scope, ...ids, sinceMs: window.startMs, callIds }),
    });
  }
}
