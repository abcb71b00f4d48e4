import type { Database } from "@tollgate/db/open-database";

type Pool = Database["pool"];

/** Settled charges of a key since a moment, in nano-USD. Reads the key's index from that moment on. */
export async function spentByKey(
  pool: Pool,
  { keyId, sinceMs }: { readonly keyId: string; readonly sinceMs: number },
): Promise<bigint> {
  return await sum(pool, "key_id = $2", [new Date(sinceMs), keyId]);
}

/** Settled charges of a customer's calls through an app since a moment, in nano-USD. */
export async function spentByGrant(
  pool: Pool,
  {
    workspaceId,
    grantId,
    sinceMs,
  }: { readonly workspaceId: string; readonly grantId: string; readonly sinceMs: number },
): Promise<bigint> {
  return await sum(pool, "workspace_id = $2 AND grant_id = $3", [new Date(sinceMs), workspaceId, grantId]);
}

async function sum(pool: Pool, where: string, values: unknown[]): Promise<bigint> {
  const result = await pool.query<{ spent: bigint }>(
    `SELECT coalesce(sum(charge_nano), 0)::bigint AS spent FROM call WHERE id >= uuid_v7_floor($1::timestamptz) AND ${where}`,
    values,
  );
  return result.rows[0]?.spent ?? 0n;
}
