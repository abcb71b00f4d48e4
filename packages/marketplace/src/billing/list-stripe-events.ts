import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";

export const ListStripeEventsInput = z.object({
  /** Part of an event's id, type or effect, or an id inside it. */
  search: z.string().trim().max(200).default(""),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListStripeEventsInput = z.input<typeof ListStripeEventsInput>;

export interface StripeEventLine {
  readonly id: string;
  readonly type: string;
  readonly effect: string;
  readonly receivedAt: Date;
  /** The event as it came, for people to read. */
  readonly payload: string;
}

export interface FailedEventLine {
  readonly id: string;
  readonly type: string;
  readonly error: string;
  readonly attempts: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly payload: string;
}

/** The processor's events: those that failed and wait, and the newest that were taken. Operators may. */
export async function listStripeEvents(
  ctx: Context,
  input: ListStripeEventsInput,
): Promise<{ readonly failed: readonly FailedEventLine[]; readonly events: readonly StripeEventLine[] }> {
  requirePlatformRole(ctx, "operator");
  const { search, limit } = parseInput(ListStripeEventsInput, input);
  const like = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const [events, failed] = await Promise.all([
    ctx.db.pool.query<{ id: string; type: string; effect: string; received_at: Date; payload: unknown }>(
      `SELECT id, type, effect, received_at, payload FROM stripe_event
        WHERE $1 = '%%' OR id LIKE $1 OR type LIKE $1 OR effect LIKE $1 OR payload::text LIKE $1
        ORDER BY received_at DESC LIMIT $2`,
      [like, limit],
    ),
    ctx.db.prisma.stripeEventFailure.findMany({ orderBy: { lastAt: "desc" }, take: limit }),
  ]);
  return {
    events: events.rows.map(({ received_at: receivedAt, payload, ...row }) => ({
      ...row,
      receivedAt,
      payload: JSON.stringify(payload, null, 2),
    })),
    failed: failed.map((row) => ({ ...row, payload: JSON.stringify(row.payload, null, 2) })),
  };
}
