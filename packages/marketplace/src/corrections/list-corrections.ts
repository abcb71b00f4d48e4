import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { CorrectionFilter, FILTER_SQL, filterValues } from "./correction-filter.ts";
import { CORRECTION_SQL, type CorrectionRow, type CorrectionView, toCorrectionView } from "./correction-view.ts";

export const ListCorrectionsInput = CorrectionFilter.extend({
  limit: z.number().int().min(1).max(200).default(50),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(60).nullish(),
});
export type ListCorrectionsInput = z.input<typeof ListCorrectionsInput>;

export interface CorrectionList {
  /** What waits for a decision first, then the newest. */
  readonly lines: readonly CorrectionView[];
  readonly nextCursor: string | null;
  /** Everybody who ever asked for or decided one, by name. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** Adjustments and refunds of calls, a page at a time. Finance may. */
export async function listCorrections(ctx: Context, input: ListCorrectionsInput): Promise<CorrectionList> {
  requirePlatformRole(ctx, "finance");
  const { limit, cursor, ...filter } = parseInput(ListCorrectionsInput, input);
  const [result, people] = await Promise.all([
    ctx.db.pool.query<CorrectionRow>(
      `${CORRECTION_SQL} WHERE ${FILTER_SQL} AND ($7::text IS NULL OR (r.status = 'requested', r.requested_at, r.id)
          < (SELECT (c.status = 'requested'), c.requested_at, c.id FROM correction c WHERE c.id = $7))
        ORDER BY r.status = 'requested' DESC, r.requested_at DESC, r.id DESC LIMIT $8`,
      [...filterValues(filter), cursor ?? null, limit + 1],
    ),
    ctx.db.pool.query<{ id: string; name: string }>(
      `SELECT u.id, u.name FROM "user" u WHERE u.id IN (SELECT requested_by_id FROM correction UNION SELECT decided_by_id FROM correction)
        ORDER BY u.name, u.id`,
    ),
  ]);
  const lines = result.rows.slice(0, limit).map(toCorrectionView);
  const last = result.rows.length > limit ? lines.at(-1) : undefined;
  return { lines, nextCursor: last?.id ?? null, people: people.rows };
}
