/** One line of the fault table. */
export interface FaultRow {
  /** Anchor of the line. */
  readonly id: string;
  readonly fault: string;
  readonly happens: string;
}

/** What is done about each fault. The proxy has one test per line, named exactly like `fault`: those of `redis-faults` first, then those of `faults`. */
export const FAULT_ROWS: readonly FaultRow[] = [
  {
    id: "redis-lost-writes",
    fault: "Redis restarts without its last writes",
    happens:
      "Proxies send the ends of the last minute’s calls again and reserve again for those they serve; nothing else that Redis holds is relied on. A call that was settled is recognised by its id and charged no second time.",
  },
  {
    id: "redis-flushed",
    fault: "Redis comes back empty",
    happens:
      "New calls wait three seconds (503 and Retry-After), in which every proxy reserves again for the calls it serves. Balances and spending limits are then set from Postgres, never added up. No credit appears twice.",
  },
  {
    id: "proxy-killed-redis-lost-writes",
    fault: "A proxy is killed and Redis loses its last writes too",
    happens:
      "Whoever has the whole answer has been charged for it, once: before its last bytes leave, a call’s end is in a file of the proxy, which outlives it. The next proxy that starts there, or another that runs there, sends it to both stores. A machine that fails with its disk takes the ends of its last second that no other store had.",
  },
  {
    id: "proxy-killed-redis-flushed",
    fault: "A proxy is killed and Redis comes back empty",
    happens:
      "The same. Until the file is read, the credit that those calls used counts as unused: a balance may go below zero by that much, and then new calls are refused.",
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
    id: "both-gone-mid-call",
    fault: "Redis and Postgres go away mid-call",
    happens:
      "The call is answered to its end. Its usage is written to the proxy’s own disk and charged once when both are back, also when the proxy was killed meanwhile. While that disk is full, new calls are refused with 503 and Retry-After.",
  },
  {
    id: "postgres-gone",
    fault: "Postgres is gone",
    happens:
      "Calls go on where a balance is loaded already; others, and all when Redis restarts too, are refused with 503. What was used waits in Redis and is settled when Postgres is back.",
  },
  {
    id: "postgres-gone-long",
    fault: "Postgres stays away",
    happens:
      "Once the charges that wait in Redis reach the operator’s limit, or the oldest has waited too long, new calls are refused with 503 and Retry-After before any provider is asked. They go on by themselves when Postgres is back; nothing is lost.",
  },
  {
    id: "settler-killed",
    fault: "Settlement is killed mid-batch",
    happens:
      "The batch is one transaction and is rolled back; its usage still waits in Redis and another settler takes it.",
  },
  {
    id: "settler-killed-after-commit",
    fault: "Settlement is killed between commit and acknowledgement",
    happens: "The batch is read again and recognised: nothing is charged twice.",
  },
  {
    id: "redelivery",
    fault: "Usage is delivered twice, or out of order",
    happens: "The second delivery contributes nothing. If it says something else than the first, a person looks at it.",
  },
  {
    id: "idempotency",
    fault: "The same idempotency key comes with other content",
    happens:
      "It is refused: a hash of what was asked first is kept with what was booked. The same content changes nothing.",
  },
  {
    id: "clock-skew",
    fault: "A proxy’s clock is wrong",
    happens:
      "The database stamps when a charge is booked; an event from the future is put at the present, and durations come from a clock that only moves forward.",
  },
];
