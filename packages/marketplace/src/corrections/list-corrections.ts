import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { CORRECTION_SQL, type CorrectionRow, type CorrectionView, toCorrectionView } from "./correction-view.ts";

export const ListCorrectionsInput = z.object({
  status: z.enum(["requested", "posted", "rejected"]).nullish(),
  kind: z.enum(["adjustment", "call_refund"]).nullish(),
});
export type ListCorrectionsInput = z.input<typeof ListCorrectionsInput>;

const LIMIT = 200;

/** Adjustments and refunds of calls, what waits for a decision first, then the newest. Finance may. */
export async function listCorrections(ctx: Context, input: ListCorrectionsInput): Promise<CorrectionView[]> {
  requirePlatformRole(ctx, "finance");
  const { status, kind } = parseInput(ListCorrectionsInput, input);
  const result = await ctx.db.pool.query<CorrectionRow>(
    `${CORRECTION_SQL} WHERE ($1::text IS NULL OR r.status = $1) AND ($2::text IS NULL OR r.kind = $2)
      ORDER BY r.status <> 'requested', r.requested_at DESC, r.id DESC LIMIT $3`,
    [status ?? null, kind ?? null, LIMIT],
  );
  return result.rows.map(toCorrectionView);
}
