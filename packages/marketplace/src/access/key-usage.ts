import type { Database } from "@tollgate/db/open-database";
import { type CapReset, capWindow } from "@tollgate/db/redis/cap-windows";
import { CHARGES } from "../roll-ups/charges.ts";

export interface KeyUsage {
  readonly spentNano: bigint;
  readonly spentInWindowNano: bigint;
  readonly windowEndsAt: Date | null;
  readonly calls: number;
  readonly lastUsedAt: Date | null;
}

export interface KeyUsageQuery {
  readonly workspaceId: string;
  readonly keys: readonly { readonly id: string; readonly limitReset: CapReset }[];
  readonly now: Date;
}

interface UsageRow {
  key_id: string;
  spent: bigint;
  spent_in_window: bigint;
  calls: bigint;
  last_used_at: Date | null;
}

/** Reads what was settled on keys of one workspace. @returns a look-up by key id. */
export async function readKeyUsage(pool: Database["pool"], query: KeyUsageQuery): Promise<(keyId: string) => KeyUsage> {
  const windows = new Map(query.keys.map((key) => [key.id, capWindow(key.limitReset, query.now.getTime())]));
  const since = query.keys.map((key) => new Date(windows.get(key.id)?.startMs ?? 0).toISOString().slice(0, 10));
  const result = await pool.query<UsageRow>(
    `SELECT k.id AS key_id, coalesce(sum(u.charge_nano), 0)::bigint AS spent, coalesce(sum(u.calls), 0)::bigint AS calls,
        coalesce(sum(u.charge_nano) FILTER (WHERE u.day >= k.since), 0)::bigint AS spent_in_window,
        (SELECT c.event_at FROM call c WHERE c.key_id = k.id AND c.workspace_id = $1 ORDER BY c.id DESC LIMIT 1) AS last_used_at
      FROM unnest($2::text[], $3::date[]) k(id, since)
      LEFT JOIN ${CHARGES} u ON u.key_id = k.id
      GROUP BY k.id`,
    [query.workspaceId, query.keys.map((key) => key.id), since],
  );
  const rows = new Map(result.rows.map((row) => [row.key_id, row]));
  return (keyId) => {
    const row = rows.get(keyId);
    const endMs = windows.get(keyId)?.endMs ?? null;
    return {
      spentNano: row?.spent ?? 0n,
      spentInWindowNano: row?.spent_in_window ?? 0n,
      windowEndsAt: endMs === null ? null : new Date(endMs),
      calls: Number(row?.calls ?? 0n),
      lastUsedAt: row?.last_used_at ?? null,
    };
  };
}
