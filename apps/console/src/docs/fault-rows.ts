/** One line of the fault table. */
export interface FaultRow {
  /** Anchor of the line. */
  readonly id: string;
  readonly fault: string;
  readonly happens: string;
}

/** What is done about each fault. The proxy has one test per line, named exactly like `fault`. */
export const FAULT_ROWS: readonly FaultRow[] = [
  {
    id: "redis-lost-writes",
    fault: "Redis restarts without its last writes",
    happens:
      "Proxies send the usage of the last minute again; a call’s id is its primary key, so what was settled is not settled twice. Open calls are held for again before anything new is admitted, and balances are set anew from Postgres.",
  },
  {
    id: "redis-flushed",
    fault: "Redis comes back empty, or another one takes over",
    happens:
      "Nothing it says from before is trusted: balances and spending limits are set from Postgres under a new epoch, never added up. No credit appears twice.",
  },
  {
    id: "redis-gone",
    fault: "Redis is gone",
    happens: "New calls are refused with 503 and Retry-After before any provider is asked. There are no free calls.",
  },
  {
    id: "redis-gone-mid-call",
    fault: "Redis goes away mid-call",
    happens: "The call is answered to its end and its usage goes straight to Postgres.",
  },
  {
    id: "both-gone",
    fault: "Redis and Postgres go away mid-call",
    happens:
      "The usage is written to an append-only file beside the proxy and synced to disk, and settled when a store is back or the proxy starts again.",
  },
  {
    id: "postgres-gone",
    fault: "Postgres is gone",
    happens:
      "Calls go on while what waits to be settled stays below a limit in money and in age; beyond it new calls are refused with 503. Nothing that was settled is lost, and what waits is settled afterwards.",
  },
  {
    id: "settler-killed",
    fault: "Settlement is killed between commit and acknowledgement",
    happens: "The batch is read again and recognised: nothing is charged twice.",
  },
  {
    id: "redelivery",
    fault: "Usage is delivered twice, or out of order",
    happens: "The second delivery contributes nothing. If it says something else than the first, a person looks at it.",
  },
  {
    id: "clock-skew",
    fault: "A proxy’s clock is wrong",
    happens:
      "The database stamps when a charge is booked; an event from the future is put at the present, and durations come from a clock that only moves forward.",
  },
];
