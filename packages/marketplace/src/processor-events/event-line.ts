import type { z } from "zod";
import { likeOf, listFilter } from "../desk/list-filter.ts";

export const EVENT_STATES = ["failed", "mismatch", "applied", "ignored"] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** Which events to look at. `search` is an event's id, any id inside it, or part of its type or effect. */
export const EventFilter = listFilter(EVENT_STATES);
export type EventFilter = z.output<typeof EventFilter>;

/** An event of the processor. */
export interface EventLine {
  readonly id: string;
  /** `failed` waits for its next delivery or a person; `mismatch` is not what was asked for; `ignored` is about nothing of ours. */
  readonly state: EventState;
  readonly type: string;
  /** What it did, in one word; of a failed one, what went wrong. */
  readonly effect: string;
  /** How often it was tried. */
  readonly attempts: number;
  readonly receivedAt: Date;
  /** When it was tried last. */
  readonly at: Date;
}

export interface EventRow {
  readonly id: string;
  readonly state: string;
  readonly type: string;
  readonly effect: string;
  readonly attempts: number;
  readonly received_at: Date;
  readonly at: Date;
}

/** The inbox and what failed, as one list; conditions and order follow. */
export const EVENT_SQL = `SELECT q.id, q.state, q.type, q.effect, q.attempts, q.received_at, q.at FROM (
    SELECT id, 'failed' AS state, type, error AS effect, attempts, first_at AS received_at, last_at AS at, payload FROM stripe_event_failure
    UNION ALL SELECT id, CASE WHEN effect LIKE 'mismatch%' THEN 'mismatch' WHEN effect IN ('ignored', 'noted') THEN 'ignored' ELSE 'applied' END,
        type, effect, 1, received_at, received_at, payload FROM stripe_event) q`;

/** The conditions that `filterValues` fills in, as $1 to $6. An id is also looked for inside events. */
export const FILTER_SQL = `($1::text IS NULL OR q.state = $1)
  AND ($2::text IS NULL OR q.id = $2 OR q.type ILIKE $3 OR q.effect ILIKE $3 OR ($4::text IS NOT NULL AND q.payload::text LIKE $4))
  AND ($5::timestamptz IS NULL OR q.received_at >= $5) AND ($6::timestamptz IS NULL OR q.received_at < $6)`;

const ID = /^[a-z0-9]+_\w+$/i;

export function filterValues({ state, search, from, to }: EventFilter): (string | Date | null)[] {
  const like = likeOf(search);
  const inside = search && ID.test(search) && /\d/.test(search) ? like : null;
  return [state ?? null, search || null, like, inside, from ?? null, to ?? null];
}

export function toEventLine(row: EventRow): EventLine {
  return {
    id: row.id,
    state: EVENT_STATES.find((one) => one === row.state) ?? "applied",
    type: row.type,
    effect: row.effect,
    attempts: row.attempts,
    receivedAt: row.received_at,
    at: row.at,
  };
}
