import { type CapWindow, capCounterKey, capWindow, loadCapCounter } from "@tollgate/db/redis/cap-windows";
import { projectCredit } from "../settlement/project-credit.ts";
import type { KeyRecord } from "../snapshot/records.ts";
import type { ReservedCap } from "./admission.ts";
import type { CallGate } from "./call-gate.ts";
import { spentByGrant, spentByKey } from "./spent.ts";

/** A cap with what is needed to load its counter. */
export interface Cap extends ReservedCap {
  readonly window: CapWindow;
}

/** The caps a key's calls reserve on: its own limit and its grant's monthly cap. */
export function capsOf(key: KeyRecord, nowMs: number): Cap[] {
  const caps: Cap[] = [];
  if (key.limitNano !== null) {
    const window = capWindow(key.limitReset, nowMs);
    caps.push({
      scope: "key",
      limitNano: key.limitNano,
      window,
      counterKey: capCounterKey(key.workspaceId, key.id, window),
    });
  }
  if (key.grant?.monthlyCapNano != null) {
    const window = capWindow("monthly", nowMs);
    caps.push({
      scope: "grant",
      limitNano: key.grant.monthlyCapNano,
      window,
      counterKey: capCounterKey(key.workspaceId, key.grant.id, window),
    });
  }
  return caps;
}

/** Loads from Postgres what admission found missing in Redis: the first call of a workspace, a new window, a Redis that lost its data. */
export async function warmCall(gate: CallGate, key: KeyRecord, caps: readonly Cap[]): Promise<void> {
  await projectCredit(gate, key.workspaceId);
  for (const cap of caps) {
    const spentNano =
      cap.scope === "key"
        ? await spentByKey(gate.db.pool, { keyId: key.id, sinceMs: cap.window.startMs })
        : await spentByGrant(gate.db.pool, {
            workspaceId: key.workspaceId,
            grantId: key.grant?.id ?? "",
            sinceMs: cap.window.startMs,
          });
    await loadCapCounter(gate.redis, cap.counterKey, { spentNano, endMs: cap.window.endMs });
  }
}
