import { z } from "zod";
import { type AccountContext, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { NOTED_CALLS } from "../roll-ups/noted-calls.ts";

const DAY_MS = 86_400_000;
const DAYS = 30;

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
 * A workspace's settled activity by day, model and endpoint, newest day first, from roll-ups. Admins, owners and management keys may.
 * @throws MarketplaceError `invalid_input` for a day that is not one of the last 30 or today.
 */
export async function getActivity(ctx: AccountContext, input: GetActivityInput): Promise<ActivityLine[]> {
  const { workspaceId, date, keyHash } = parseInput(GetActivityInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const { since, until } = periodOf(date ?? null, ctx.now());
  const { rows } = await ctx.db.pool.query<Row>(ACTIVITY, [
    workspaceId,
    dayOf(since),
    dayOf(until),
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

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

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

/** Days from the roll-up, with what is not counted in it yet. Failed calls have no tokens, no charge and no endpoint. */
const ACTIVITY = `
  WITH fresh AS (
    SELECT c.* FROM ${NOTED_CALLS} JOIN countable_call c ON c.id = noted.id
  ), used AS (
    SELECT day, workspace_id, key_id, model_id, endpoint_id, provider_id, calls - failed_calls AS calls, input_tokens AS prompt,
        output_tokens AS completion, reasoning_tokens AS reasoning, listed_nano AS own_key, charge_nano - refunded_nano AS charge FROM usage_day
    UNION ALL
    SELECT day, workspace_id, key_id, model_id, endpoint_id, provider_id, 1 - failed::integer, input_tokens, output_tokens, reasoning_tokens,
        listed_nano, charge_nano FROM fresh
    UNION ALL
    SELECT c.day, c.workspace_id, c.key_id, c.model_id, c.endpoint_id, c.provider_id, 0, 0, 0, 0, 0,
        -(f.cost_nano + f.fee_nano + f.surcharge_nano)
      FROM uncounted_refund u JOIN call_refund f ON f.id = u.refund_id JOIN countable_call c ON c.id = f.call_id
  )
  SELECT to_char(u.day, 'YYYY-MM-DD') AS day, u.model_id, u.endpoint_id, coalesce(p.name, '') AS provider, sum(u.calls)::bigint AS calls,
      sum(u.prompt)::bigint AS prompt, sum(u.completion)::bigint AS completion, sum(u.reasoning)::bigint AS reasoning,
      sum(u.charge)::bigint AS charge, sum(u.own_key)::bigint AS own_key
    FROM used u LEFT JOIN provider p ON p.id = u.provider_id
    WHERE u.workspace_id = $1 AND u.day >= $2::date AND u.day < $3::date AND u.endpoint_id <> ''
      AND ($4::bytea IS NULL OR u.key_id = (SELECT k.id FROM api_key k WHERE k.workspace_id = $1 AND (k.hash = $4 OR k.previous_hash = $4)))
    GROUP BY 1, 2, 3, 4 HAVING sum(u.calls) > 0 ORDER BY 1 DESC, charge DESC, 2, 3`;
