import { z } from "zod";
import { callIdFloor } from "../calls/call-id-range.ts";
import { type AccountContext, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

const DAY_MS = 86_400_000;
const DAYS = 30;
/** A call's id carries its admission, its event time may be clamped: nothing is missed with an hour to spare. */
const HOUR_MS = 3_600_000;

export const GetActivityInput = z.object({
  workspaceId: z.string(),
  /** One UTC day; left out, the last 30 that are over. */
  date: z.iso.date("Name a UTC day, such as 2026-11-29.").nullish(),
  /** Only of this key, by the SHA-256 of it in hex. */
  keyHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "A key's hash is 64 hex digits.")
    .nullish(),
});
export type GetActivityInput = z.input<typeof GetActivityInput>;

/** What one endpoint did for a workspace on one day. Calls that delivered nothing are not in it. */
export interface ActivityLine {
  /** YYYY-MM-DD in UTC. */
  readonly date: string;
  readonly modelId: string;
  readonly endpointId: string;
  readonly providerName: string;
  readonly calls: number;
  readonly promptTokens: number;
  /** Reasoning included. */
  readonly completionTokens: number;
  readonly reasoningTokens: number;
  /** What calls with the workspace's own provider keys come to at the endpoint's price, which the provider bills by itself. */
  readonly ownKeyNano: bigint;
  /** Charged, less what was given back since. */
  readonly chargeNano: bigint;
}

/**
 * A workspace's activity by day, model and endpoint, newest day first. Admins, owners and management keys may.
 * @throws MarketplaceError `invalid_input` for a day that is not one of the last 30 or today.
 */
export async function getActivity(ctx: AccountContext, input: GetActivityInput): Promise<ActivityLine[]> {
  const { workspaceId, date, keyHash } = parseInput(GetActivityInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const { since, until } = periodOf(date ?? null, ctx.now());
  const { rows } = await ctx.db.pool.query<Row>(ACTIVITY, [
    workspaceId,
    callIdFloor(new Date(since - HOUR_MS)),
    callIdFloor(new Date(until + HOUR_MS)),
    new Date(since),
    new Date(until),
    keyHash ? Buffer.from(keyHash, "hex") : null,
  ]);
  return rows.map((row) => ({
    date: row.day,
    modelId: row.model_id,
    endpointId: row.endpoint_id,
    providerName: row.provider,
    calls: Number(row.calls),
    promptTokens: Number(row.prompt),
    completionTokens: Number(row.completion),
    reasoningTokens: Number(row.reasoning),
    ownKeyNano: row.own_key,
    chargeNano: row.charge,
  }));
}

function periodOf(date: string | null, now: Date): { since: number; until: number } {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  if (date === null) return { since: today - DAYS * DAY_MS, until: today };
  const day = Date.parse(date);
  if (day > today || day < today - DAYS * DAY_MS)
    throw new MarketplaceError("invalid_input", `Choose one of the last ${DAYS} days (UTC) or today.`, {
      field: "date",
    });
  return { since: day, until: day + DAY_MS };
}

interface Row {
  readonly day: string;
  readonly model_id: string;
  readonly endpoint_id: string;
  readonly provider: string;
  readonly calls: bigint;
  readonly prompt: bigint;
  readonly completion: bigint;
  readonly reasoning: bigint;
  readonly own_key: bigint;
  readonly charge: bigint;
}

const PROMPT = ["input", "cache_read", "cache_write_5m", "cache_write_1h", "input_audio", "input_image"];
const COMPLETION = ["output", "reasoning", "output_audio"];
const tokens = (buckets: readonly string[]) =>
  `sum(${buckets.map((bucket) => `coalesce((c.units->>'${bucket}')::bigint, 0)`).join(" + ")})::bigint`;

const ACTIVITY = `
  SELECT to_char(c.event_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, c.model_id, c.endpoint_id, coalesce(p.name, '') AS provider,
      count(*) AS calls, ${tokens(PROMPT)} AS prompt, ${tokens(COMPLETION)} AS completion, ${tokens(["reasoning"])} AS reasoning,
      (sum(c.charge_nano) - coalesce(sum(f.back), 0))::bigint AS charge, coalesce(sum(o.listed), 0)::bigint AS own_key
    FROM call c JOIN fee_version v ON v.id = c.fee_version_id
      LEFT JOIN LATERAL (SELECT b.listed_nano AS listed FROM call_bill b WHERE b.id = c.id AND v.applies_to = 'own_key') o ON true
      LEFT JOIN provider p ON p.id = c.provider_id
      LEFT JOIN LATERAL (SELECT sum(r.cost_nano + r.fee_nano + r.surcharge_nano) AS back FROM call_refund r WHERE r.call_id = c.id) f ON true
    WHERE c.workspace_id = $1 AND c.id >= $2::uuid AND c.id < $3::uuid AND c.event_at >= $4 AND c.event_at < $5
      AND c.outcome NOT IN ('failed', 'void') AND c.endpoint_id IS NOT NULL
      AND ($6::bytea IS NULL OR c.key_id = (SELECT k.id FROM api_key k WHERE k.workspace_id = $1 AND (k.hash = $6 OR k.previous_hash = $6)))
    GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, charge DESC, 2, 3`;
