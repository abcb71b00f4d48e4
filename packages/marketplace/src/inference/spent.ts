import type { Database } from "@tollgate/db/open-database";
import type { CapScope } from "./admission.ts";

export interface SpentQuery {
  readonly scope: CapScope;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly grantId: string;
  readonly userId: string;
  readonly sinceMs: number;
  /** Calls that are left out. */
  readonly withoutCallIds?: readonly string[];
}

/** Which calls count in each scope. Every form reads one index of `call` from the window's beginning on. */
const WHERE: Record<CapScope, string> = {
  key: "key_id = $4",
  grant: "workspace_id = $3 AND grant_id = $4",
  member: "key_id = ANY (ARRAY(SELECT id FROM api_key WHERE workspace_id = $3 AND created_by_id = $4))",
  workspace: "TRUE",
};

/** Settled charges that count on a cap since a moment, in nano-USD. */
export async function spentInScope(pool: Database["pool"], query: SpentQuery): Promise<bigint> {
  const { scope, workspaceId, keyId, grantId, userId, sinceMs, withoutCallIds = [] } = query;
  const ids = {
    key: [workspaceId, keyId],
    grant: [workspaceId, grantId],
    member: [workspaceId, userId],
    workspace: [workspaceId],
  };
  const result = await pool.query<{ spent: bigint }>(
    `SELECT coalesce(sum(charge_nano), 0)::bigint AS spent FROM call
      WHERE id >= uuid_v7_floor($1::timestamptz) AND id <> ALL ($2::uuid[]) AND workspace_id = $3 AND ${WHERE[scope]}`,
    [new Date(sinceMs), withoutCallIds, ...ids[scope]],
  );
  return result.rows[0]?.spent ?? 0n;
}
