import type { Database } from "@tollgate/db/open-database";
import { z } from "zod";
import { type CreditView, readCredit } from "../billing/read-credit.ts";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { callIdFloor } from "./call-id-range.ts";
import { loadKeyNames } from "./load-call-facts.ts";

export const GetOverviewInput = z.object({ workspaceId: z.string() });
export type GetOverviewInput = z.input<typeof GetOverviewInput>;

const DAYS = 30;
const DAY_MS = 86_400_000;
/** A call's id carries its admission, its event time may be clamped: nothing is missed with an hour to spare. */
const HOUR_MS = 3_600_000;
const TOP = 10;

export interface Spend {
  /** Net of refunds. */
  readonly spentNano: bigint;
  readonly calls: number;
}

export interface NamedSpend extends Spend {
  readonly id: string;
  readonly name: string;
}

/** Where a workspace stands, over the last 30 UTC days, today included. */
export interface Overview {
  readonly credit: CreditView;
  readonly spentNano: bigint;
  readonly calls: number;
  /** Calls that delivered nothing. */
  readonly failedCalls: number;
  readonly activeKeys: number;
  readonly connectedApps: number;
  /** Every day, also those without calls; `day` as YYYY-MM-DD. */
  readonly byDay: readonly (Spend & { readonly day: string })[];
  /** The ten on which most was spent. */
  readonly byModel: readonly NamedSpend[];
  readonly byKey: readonly NamedSpend[];
}

/** Members may. */
export async function getOverview(ctx: Context, input: GetOverviewInput): Promise<Overview> {
  const { workspaceId } = parseInput(GetOverviewInput, input);
  requireWorkspace(ctx, workspaceId);
  const now = ctx.now();
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const since = new Date(today - (DAYS - 1) * DAY_MS);
  const [credit, rows, activeKeys, connectedApps] = await Promise.all([
    readCredit(ctx, workspaceId),
    readSpend(ctx.db.pool, workspaceId, { since, today: new Date(today) }),
    ctx.db.prisma.apiKey.count({
      where: {
        workspaceId,
        purpose: "standard",
        revokedAt: null,
        disabledAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      },
    }),
    ctx.db.prisma.grant.count({ where: { workspaceId, status: "active" } }),
  ]);
  const topKeys = top(rows, "key");
  const keyNames = await loadKeyNames(
    ctx,
    workspaceId,
    topKeys.map(({ id }) => id),
  );
  const total = rows.find((row) => row.scope === "all");
  const days = new Map(rows.filter((row) => row.scope === "day").map((row) => [row.id, row]));
  return {
    credit,
    spentNano: total?.spent ?? 0n,
    calls: Number(total?.calls ?? 0n),
    failedCalls: Number(total?.failed ?? 0n),
    activeKeys,
    connectedApps,
    byDay: Array.from({ length: DAYS }, (_, index) => {
      const day = dayOf(new Date(since.getTime() + index * DAY_MS));
      const row = days.get(day);
      return { day, spentNano: row?.spent ?? 0n, calls: Number(row?.calls ?? 0n) };
    }),
    byModel: top(rows, "model"),
    byKey: topKeys.map((one) => ({ ...one, name: keyNames.get(one.id)?.name ?? one.id })),
  };
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

interface SpendRow {
  scope: "all" | "day" | "model" | "key";
  id: string;
  spent: bigint;
  calls: bigint;
  failed: bigint;
}

/** Days that are over from the roll-up, and today's calls themselves, so that a call that has just ended counts; grouped in four ways at once. */
async function readSpend(
  pool: Database["pool"],
  workspaceId: string,
  days: { since: Date; today: Date },
): Promise<SpendRow[]> {
  const result = await pool.query<SpendRow>(
    `WITH used AS (
      SELECT to_char(day, 'YYYY-MM-DD') AS day, model_id, key_id, charge_nano - refunded_nano AS net, calls, failed_calls AS failed
        FROM usage_day WHERE workspace_id = $1 AND day >= $2::date AND day < $3::date
      UNION ALL
      SELECT to_char(event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), model_id, key_id,
          charge_nano - coalesce((SELECT sum(cost_nano + fee_nano + surcharge_nano)::bigint FROM call_refund f WHERE f.call_id = call.id), 0), 1,
          (outcome IN ('failed', 'void'))::integer
        FROM call WHERE workspace_id = $1 AND id >= $4::uuid AND event_at >= $5::timestamptz
    )
    SELECT CASE grouping(day, model_id, key_id) WHEN 7 THEN 'all' WHEN 3 THEN 'day' WHEN 5 THEN 'model' ELSE 'key' END AS scope,
        coalesce(day, model_id, key_id, '') AS id, coalesce(sum(net), 0)::bigint AS spent, coalesce(sum(calls), 0)::bigint AS calls,
        coalesce(sum(failed), 0)::bigint AS failed
      FROM used GROUP BY GROUPING SETS ((), (day), (model_id), (key_id))`,
    [
      workspaceId,
      dayOf(days.since),
      dayOf(days.today),
      callIdFloor(new Date(days.today.getTime() - HOUR_MS)),
      days.today,
    ],
  );
  return result.rows;
}

function top(rows: readonly SpendRow[], scope: "model" | "key"): NamedSpend[] {
  return rows
    .filter((row) => row.scope === scope)
    .sort((a, b) => (a.spent === b.spent ? (a.id < b.id ? -1 : 1) : a.spent > b.spent ? -1 : 1))
    .slice(0, TOP)
    .map((row) => ({ id: row.id, name: row.id, spentNano: row.spent, calls: Number(row.calls) }));
}
