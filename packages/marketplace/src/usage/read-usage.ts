import type { Context } from "../context.ts";
import { ATTRIBUTION_KINDS, type AttributionKind, type UsageGroup, type UsageInput } from "./usage-input.ts";

/** Sums of what was used, amounts in nano-USD. */
export interface Used {
  readonly calls: number;
  readonly failedCalls: number;
  /** Of them, those answered by the cache, and those on the workspace's own account at the provider. */
  readonly cachedCalls: number;
  readonly ownKeyCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  /** Before refunds. */
  readonly chargeNano: bigint;
  /** What was given back of it since. */
  readonly refundedNano: bigint;
}

export interface UsedOnDay extends Used {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Id of the group; empty for what belongs to none, such as the workspace's own calls among apps. */
  readonly group: string;
}

const GROUP_COLUMN = {
  model: "u.model_id",
  provider: "u.provider_id",
  app: "u.app_id",
  key: "u.key_id",
  member: "coalesce(k.created_by_id, '')",
  served_from: "u.served_from",
} as const;

/** Whether calls belong to such a group because their caller said so. */
export function isAttribution(group: UsageGroup): group is AttributionKind {
  return ATTRIBUTION_KINDS.some((kind) => kind === group);
}

/** Usage of a workspace by day and group, from the roll-ups. By what callers say, only calls that say it are in it. */
export async function readUsage(ctx: Context, input: UsageInput, days: readonly string[]): Promise<UsedOnDay[]> {
  if (isAttribution(input.groupBy)) return await readAttributed(ctx, { ...input, kind: input.groupBy }, days);
  const { rows } = await ctx.db.pool.query<UsageRow>(
    `SELECT to_char(u.day, 'YYYY-MM-DD') AS day, ${GROUP_COLUMN[input.groupBy]} AS group, ${SUMS}
      FROM usage_day u LEFT JOIN api_key k ON k.id = u.key_id
      WHERE u.workspace_id = $1 AND u.day >= $2::date AND u.day <= $3::date AND ($4::text IS NULL OR u.model_id = $4)
        AND ($5::text IS NULL OR u.provider_id = $5) AND ($6::text IS NULL OR u.app_id = $6) AND ($7::text IS NULL OR u.key_id = $7)
        AND ($8::text IS NULL OR u.served_from = $8)
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [
      input.workspaceId,
      days[0],
      days.at(-1),
      input.modelId ?? null,
      input.providerId ?? null,
      input.appId ?? null,
      input.keyId ?? null,
      input.servedFrom ?? null,
    ],
  );
  return rows.map(toUsedOnDay);
}

interface Attributed extends UsageInput {
  readonly kind: AttributionKind;
}

async function readAttributed(ctx: Context, input: Attributed, days: readonly string[]): Promise<UsedOnDay[]> {
  const { rows } = await ctx.db.pool.query<UsageRow>(
    `SELECT to_char(u.day, 'YYYY-MM-DD') AS day, u.value AS group, ${SUMS}
      FROM attribution_day u
      WHERE u.workspace_id = $1 AND u.day >= $2::date AND u.day <= $3::date AND u.kind = $4 AND ($5::text IS NULL OR u.model_id = $5)
        AND ($6::text IS NULL OR u.app_id = $6) AND ($7::text IS NULL OR u.key_id = $7) AND ($8::text IS NULL OR u.served_from = $8)
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [
      input.workspaceId,
      days[0],
      days.at(-1),
      input.kind,
      input.modelId ?? null,
      input.appId ?? null,
      input.keyId ?? null,
      input.servedFrom ?? null,
    ],
  );
  return rows.map(toUsedOnDay);
}

/** Columns of `UsageRow` over rows `u` of a roll-up. */
export const SUMS = `sum(u.calls) AS calls, sum(u.failed_calls) AS failed,
        coalesce(sum(u.calls) FILTER (WHERE u.served_from = 'cache'), 0) AS cached,
        coalesce(sum(u.calls) FILTER (WHERE u.served_from = 'own_key'), 0) AS own_key, sum(u.input_tokens)::bigint AS input,
        sum(u.output_tokens)::bigint AS output, sum(u.cost_nano)::bigint AS cost, sum(u.fee_nano)::bigint AS fee,
        sum(u.surcharge_nano)::bigint AS surcharge, sum(u.charge_nano)::bigint AS charge, sum(u.refunded_nano)::bigint AS refunded`;

/** Sums as the database answers them. */
export type SumsRow = Omit<UsageRow, "day" | "group">;

function toUsedOnDay(row: UsageRow): UsedOnDay {
  return { day: row.day, group: row.group, ...toUsed(row) };
}

export function toUsed(row: SumsRow): Used {
  return {
    calls: Number(row.calls),
    failedCalls: Number(row.failed),
    cachedCalls: Number(row.cached),
    ownKeyCalls: Number(row.own_key),
    inputTokens: Number(row.input),
    outputTokens: Number(row.output),
    costNano: row.cost,
    feeNano: row.fee,
    surchargeNano: row.surcharge,
    chargeNano: row.charge,
    refundedNano: row.refunded,
  };
}

interface UsageRow {
  readonly day: string;
  readonly group: string;
  readonly calls: bigint;
  readonly failed: bigint;
  readonly cached: bigint;
  readonly own_key: bigint;
  readonly input: bigint;
  readonly output: bigint;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
  readonly charge: bigint;
  readonly refunded: bigint;
}

export const NOTHING_USED: Used = {
  calls: 0,
  failedCalls: 0,
  cachedCalls: 0,
  ownKeyCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  costNano: 0n,
  feeNano: 0n,
  surchargeNano: 0n,
  chargeNano: 0n,
  refundedNano: 0n,
};

export function addUsed(a: Used, b: Used): Used {
  return {
    calls: a.calls + b.calls,
    failedCalls: a.failedCalls + b.failedCalls,
    cachedCalls: a.cachedCalls + b.cachedCalls,
    ownKeyCalls: a.ownKeyCalls + b.ownKeyCalls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costNano: a.costNano + b.costNano,
    feeNano: a.feeNano + b.feeNano,
    surchargeNano: a.surchargeNano + b.surchargeNano,
    chargeNano: a.chargeNano + b.chargeNano,
    refundedNano: a.refundedNano + b.refundedNano,
  };
}
