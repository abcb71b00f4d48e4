import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { EVENT_SQL, type EventLine, type EventRow, toEventLine } from "./event-line.ts";
import { redactEvent } from "./redact-event.ts";

export const GetStripeEventInput = z.object({ eventId: z.string().max(200) });
export type GetStripeEventInput = z.input<typeof GetStripeEventInput>;

export interface EventDetail extends EventLine {
  /** The event as it came, for people to read, without who pays and without secrets. */
  readonly payload: string;
}

/** One event of the processor. Operators may. */
export async function getStripeEvent(ctx: Context, input: GetStripeEventInput): Promise<EventDetail> {
  requirePlatformRole(ctx, "operator");
  const { eventId } = parseInput(GetStripeEventInput, input);
  const { rows } = await ctx.db.pool.query<EventRow & { payload: unknown }>(
    `SELECT l.*, coalesce(f.payload, e.payload) AS payload FROM (${EVENT_SQL} WHERE q.id = $1) l
      LEFT JOIN stripe_event_failure f ON f.id = l.id LEFT JOIN stripe_event e ON e.id = l.id`,
    [eventId],
  );
  const [row] = rows;
  if (!row) throw new MarketplaceError("not_found", "There is no such event.");
  return { ...toEventLine(row), payload: JSON.stringify(redactEvent(row.payload), null, 2) };
}
