import type { ApiKeyModel } from "@tollgate/db/generated/models/ApiKey";
import { type CapReset, capWindow } from "@tollgate/db/redis/cap-windows";
import { callIdFloor } from "../calls/call-id-range.ts";
import type { AccountContext } from "../context.ts";

/** An API key as programs manage it; amounts in nano-USD, settled. */
export interface ManagedKey {
  readonly id: string;
  readonly workspaceId: string;
  readonly createdById: string | null;
  /** SHA-256 of the key, lower-case hex: what programs name it by. */
  readonly hash: string;
  readonly name: string;
  readonly hint: string;
  readonly disabled: boolean;
  readonly limitNano: bigint | null;
  readonly limitReset: CapReset;
  readonly usageNano: bigint;
  /** In the current UTC day, week and month. */
  readonly usageDailyNano: bigint;
  readonly usageWeeklyNano: bigint;
  readonly usageMonthlyNano: bigint;
  /** How long its answers may be given again; `null` for never. */
  readonly cacheTtlSeconds: number | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Keys that programs may see: those that call models. Management keys are made and ended by people alone. */
export function manageable(workspaceId: string) {
  return { workspaceId, kind: "inference", purpose: "standard", revokedAt: null } as const;
}

interface UsageRow {
  readonly id: string;
  readonly total: bigint;
  readonly day: bigint;
  readonly week: bigint;
  readonly month: bigint;
}

/** Adds to keys what was settled on them. */
export async function withUsage(ctx: AccountContext, rows: readonly ApiKeyModel[]): Promise<ManagedKey[]> {
  const nowMs = ctx.now().getTime();
  const since = (reset: CapReset) => callIdFloor(new Date(capWindow(reset, nowMs).startMs));
  const found = await ctx.db.pool.query<UsageRow>(
    `SELECT k.id, coalesce(sum(c.charge_nano), 0)::bigint AS total,
        coalesce(sum(c.charge_nano) FILTER (WHERE c.id >= $2::uuid), 0)::bigint AS day,
        coalesce(sum(c.charge_nano) FILTER (WHERE c.id >= $3::uuid), 0)::bigint AS week,
        coalesce(sum(c.charge_nano) FILTER (WHERE c.id >= $4::uuid), 0)::bigint AS month
      FROM unnest($1::text[]) k(id) LEFT JOIN call c ON c.key_id = k.id GROUP BY k.id`,
    [rows.map(({ id }) => id), since("daily"), since("weekly"), since("monthly")],
  );
  const usage = new Map(found.rows.map((row) => [row.id, row]));
  return rows.map((row) => toManagedKey(row, usage.get(row.id)));
}

function toManagedKey(row: ApiKeyModel, usage: UsageRow | undefined): ManagedKey {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    createdById: row.createdById,
    hash: Buffer.from(row.hash).toString("hex"),
    name: row.name,
    hint: row.hint,
    disabled: row.disabledAt !== null,
    limitNano: row.limitNano,
    limitReset: row.limitReset,
    usageNano: usage?.total ?? 0n,
    usageDailyNano: usage?.day ?? 0n,
    usageWeeklyNano: usage?.week ?? 0n,
    usageMonthlyNano: usage?.month ?? 0n,
    cacheTtlSeconds: row.cacheTtlSeconds,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
