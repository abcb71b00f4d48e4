import { capWindow } from "@tollgate/db/redis/cap-windows";
import type { KeyRecord } from "../snapshot/records.ts";
import type { CallGate } from "./call-gate.ts";

/** Settled charges of a key in nano-USD, in all and in the current UTC windows. */
export interface KeyUsage {
  readonly usageNano: bigint;
  readonly usageDailyNano: bigint;
  readonly usageWeeklyNano: bigint;
  readonly usageMonthlyNano: bigint;
}

/** What a key has spent, for `GET /v1/key`. */
export async function getKeyUsage(
  { db, nowMs }: Pick<CallGate, "db" | "nowMs">,
  key: Pick<KeyRecord, "id">,
): Promise<KeyUsage> {
  const now = nowMs();
  const start = (reset: "daily" | "weekly" | "monthly") => new Date(capWindow(reset, now).startMs);
  const result = await db.pool.query<{ total: bigint; day: bigint; week: bigint; month: bigint }>(
    `SELECT coalesce(sum(charge_nano), 0)::bigint AS total,
        coalesce(sum(charge_nano) FILTER (WHERE id >= uuid_v7_floor($2::timestamptz)), 0)::bigint AS day,
        coalesce(sum(charge_nano) FILTER (WHERE id >= uuid_v7_floor($3::timestamptz)), 0)::bigint AS week,
        coalesce(sum(charge_nano) FILTER (WHERE id >= uuid_v7_floor($4::timestamptz)), 0)::bigint AS month
      FROM call WHERE key_id = $1`,
    [key.id, start("daily"), start("weekly"), start("monthly")],
  );
  const row = result.rows[0];
  return {
    usageNano: row?.total ?? 0n,
    usageDailyNano: row?.day ?? 0n,
    usageWeeklyNano: row?.week ?? 0n,
    usageMonthlyNano: row?.month ?? 0n,
  };
}
