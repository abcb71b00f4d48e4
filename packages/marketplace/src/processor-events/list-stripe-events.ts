import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { LIST_PAGE } from "../desk/list-filter.ts";
import { parseInput } from "../parse-input.ts";
import {
  EVENT_SQL,
  EventFilter,
  type EventLine,
  type EventRow,
  FILTER_SQL,
  filterValues,
  toEventLine,
} from "./event-line.ts";

export const ListStripeEventsInput = EventFilter.extend(LIST_PAGE);
export type ListStripeEventsInput = z.input<typeof ListStripeEventsInput>;

export interface EventList {
  /** Newest first. */
  readonly events: readonly EventLine[];
  readonly nextCursor: string | null;
  /** How many failed and wait. */
  readonly failed: number;
}

/** The processor's events, a page at a time. Operators may. */
export async function listStripeEvents(ctx: Context, input: ListStripeEventsInput): Promise<EventList> {
  requirePlatformRole(ctx, "operator");
  const { limit, cursor, ...filter } = parseInput(ListStripeEventsInput, input);
  const [page, failed] = await Promise.all([
    readEvents(ctx, filter, { cursor: cursor ?? null, limit: limit + 1 }),
    ctx.db.prisma.stripeEventFailure.count(),
  ]);
  const events = page.slice(0, limit);
  const last = page.length > limit ? events.at(-1) : undefined;
  return { events, nextCursor: last ? placeOf(last) : null, failed };
}

/** Where an event stands in the list: time and id with a space between, because one that failed may be gone when the next page is asked for. */
export function placeOf({ at, id }: EventLine): string {
  return `${at.toISOString()} ${id}`;
}

export interface EventsWanted {
  /** `placeOf` the last event of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** A page of events, newest first. Times are compared as they are shown, in milliseconds. */
export async function readEvents(
  { db }: Context,
  filter: EventFilter,
  { cursor, limit }: EventsWanted,
): Promise<EventLine[]> {
  const [at, id] = cursor?.split(" ") ?? [];
  const isPlace = id !== undefined && !Number.isNaN(Date.parse(at ?? ""));
  const { rows } = await db.pool.query<EventRow>(
    `${EVENT_SQL} WHERE ${FILTER_SQL}
        AND ($7::timestamptz IS NULL OR (date_trunc('milliseconds', q.at), q.id) < ($7::timestamptz, $8::text))
      ORDER BY date_trunc('milliseconds', q.at) DESC, q.id DESC LIMIT $9`,
    [...filterValues(filter), isPlace ? at : null, isPlace ? id : null, limit],
  );
  return rows.map(toEventLine);
}
