import { generationId } from "@tollgate/db/ids";
import { monthBounds } from "@tollgate/payouts/months";
import { z } from "zod";
import { callIdFloor } from "../calls/call-id-range.ts";
import { SERVED_FROM, type ServedFrom } from "../calls/served-from.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { MonthText, readMonth } from "../payouts/month-input.ts";

export const ListBookedCallsInput = z.object({
  /** Of the calls' own time. */
  month: MonthText,
  modelId: z.string().max(200).nullish(),
  /** Empty for calls of nobody's app. */
  builderWorkspaceId: z.string().max(100).nullish(),
  providerId: z.string().max(100).nullish(),
  /** Of the month, a UTC day. */
  day: z.iso.date("Choose a day, such as 2026-11-30.").nullish(),
  cursor: z.uuid().nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListBookedCallsInput = z.input<typeof ListBookedCallsInput>;

export interface BookedCall {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly modelId: string;
  /** Where the answer came from; `null` when nobody served. */
  readonly servedFrom: ServedFrom | null;
  readonly outcome: string;
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
  readonly chargeNano: bigint;
  readonly eventAt: Date;
  readonly journalId: string | null;
}

interface CallRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly name: string | null;
  readonly model_id: string;
  readonly served_from: string;
  readonly outcome: string;
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
  readonly charge: bigint;
  readonly event_at: Date;
  readonly journal_id: string | null;
}

const DAY_MS = 86_400_000;

/** Calls of every workspace in a month, newest first, as a line of the margin or cost report narrows them. Finance may. */
export async function listBookedCalls(
  ctx: Context,
  input: ListBookedCallsInput,
): Promise<{ readonly calls: readonly BookedCall[]; readonly nextCursor: string | null }> {
  requirePlatformRole(ctx, "finance");
  const { month, modelId, builderWorkspaceId, providerId, day, cursor, limit } = parseInput(
    ListBookedCallsInput,
    input,
  );
  const { start, end } = day
    ? { start: new Date(day), end: new Date(Date.parse(day) + DAY_MS) }
    : monthBounds(readMonth(month));
  const { rows } = await ctx.db.pool.query<CallRow>(
    `SELECT c.id, c.workspace_id, w.name, c.model_id, served_from(c.endpoint_id, v.applies_to) AS served_from, c.outcome, c.cost_nano AS cost, c.fee_nano AS fee, c.surcharge_nano AS surcharge,
        c.charge_nano AS charge, c.event_at, c.journal_id
      FROM call c LEFT JOIN workspace w ON w.id = c.workspace_id LEFT JOIN fee_version v ON v.id = c.fee_version_id
      WHERE c.id >= $1::uuid AND c.id < $2::uuid AND ($3::text IS NULL OR c.model_id = $3)
        AND ($4::text IS NULL OR coalesce(c.builder_workspace_id, '') = $4) AND ($5::text IS NULL OR c.provider_id = $5)
        AND ($6::uuid IS NULL OR c.id < $6)
      ORDER BY c.id DESC LIMIT $7`,
    [
      callIdFloor(start),
      callIdFloor(end),
      modelId ?? null,
      builderWorkspaceId ?? null,
      providerId ?? null,
      cursor ?? null,
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  return { calls: page.map(toCall), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** The database's word for where an answer came from. */
export function readServedFrom(word: string): ServedFrom | null {
  return SERVED_FROM.find((one) => one === word) ?? null;
}

function toCall(row: CallRow): BookedCall {
  return {
    ...{
      generationId: generationId(row.id),
      workspaceId: row.workspace_id,
      workspaceName: row.name ?? row.workspace_id,
    },
    servedFrom: readServedFrom(row.served_from),
    ...{ modelId: row.model_id, outcome: row.outcome, costNano: row.cost, feeNano: row.fee },
    ...{ surchargeNano: row.surcharge, chargeNano: row.charge, eventAt: row.event_at, journalId: row.journal_id },
  };
}
