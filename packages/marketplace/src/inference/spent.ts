import type { Database } from "@tollgate/db/open-database";
import type { CapCounter, SpentInWindow } from "@tollgate/db/redis/cap-counter";
import type { CapScope } from "./admission.ts";

export interface SpentQuery {
  readonly scope: CapScope;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly grantId: string;
  readonly userId: string;
  readonly sinceMs: number;
}

/** Which calls count in each scope. Every form reads one index of `call` from the window's beginning on. */
const WHERE: Record<CapScope, string> = {
  key: "key_id = $3",
  grant: "workspace_id = $2 AND grant_id = $3",
  member: "key_id = ANY (ARRAY(SELECT id FROM api_key WHERE workspace_id = $2 AND created_by_id = $3))",
  workspace: "TRUE",
};

/** Settled charges that count on a cap since a moment, in nano-USD. */
export async function spentInScope(pool: Database["pool"], query: SpentQuery): Promise<bigint> {
  return (await spentWithCalls(pool, { ...query, callIds: [] })).totalNano;
}

/** Settled charges that count on a cap since a moment, and those of some calls among them, read at once. */
export async function spentWithCalls(
  pool: Database["pool"],
  { scope, sinceMs, callIds, ...ids }: SpentQuery & { readonly callIds: readonly string[] },
): Promise<SpentInWindow> {
  const parameters = [new Date(sinceMs), ids.workspaceId, idOf(scope, ids), callIds];
  const result = await pool.query<{ spent: bigint; calls: Record<string, string> | null }>(
    `SELECT coalesce(sum(charge_nano), 0)::bigint AS spent,
        jsonb_object_agg(id, charge_nano::text) FILTER (WHERE id = ANY ($4::uuid[])) AS calls
      FROM call WHERE id >= uuid_v7_floor($1::timestamptz) AND workspace_id = $2 AND $3::text IS NOT NULL AND ${WHERE[scope]}`,
    parameters,
  );
  const [row] = result.rows;
  const ofCalls = Object.entries(row?.calls ?? {}).map(([id, charge]) => [id, BigInt(charge)] as const);
  return { totalNano: row?.spent ?? 0n, ofCalls: new Map(ofCalls) };
}

/** How to tell from a call's intent or event whether it counts on a cap. */
export async function callsOf(
  pool: Database["pool"],
  scope: CapScope,
  ids: Pick<SpentQuery, "workspaceId" | "keyId" | "grantId" | "userId">,
): Promise<CapCounter["counts"]> {
  if (scope !== "member") return { member: MEMBERS[scope], ids: [idOf(scope, ids)] };
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM api_key WHERE workspace_id = $1 AND created_by_id = $2",
    [ids.workspaceId, ids.userId],
  );
  return { member: "key", ids: rows.map(({ id }) => id) };
}

const MEMBERS = { key: "key", grant: "grant", workspace: "wsp" } as const;

function idOf(scope: CapScope, ids: Pick<SpentQuery, "workspaceId" | "keyId" | "grantId" | "userId">): string {
  return { key: ids.keyId, grant: ids.grantId, member: ids.userId, workspace: ids.workspaceId }[scope];
}
