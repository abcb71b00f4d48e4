import type { Database } from "@tollgate/db/open-database";
import { z } from "zod";

/** What became of calls an endpoint could have served. */
export interface EndpointCounts {
  /** Attempts it answered. */
  readonly served: number;
  readonly failed: number;
  /** Attempts it sent away for being busy. */
  readonly rateLimited: number;
  /** Kind of failure → count. */
  readonly failures: Readonly<Record<string, number>>;
  /** Why routing did not try it → count. */
  readonly passedOver: Readonly<Record<string, number>>;
  /** Calls of tools in its answers, of those that could be judged. */
  readonly toolCalls: number;
  /** Of them, those with arguments that fit. */
  readonly toolCallsValid: number;
}

export const NO_COUNTS: EndpointCounts = {
  served: 0,
  failed: 0,
  rateLimited: 0,
  failures: {},
  passedOver: {},
  toolCalls: 0,
  toolCallsValid: 0,
};

export function plusCounts(a: EndpointCounts, b: EndpointCounts): EndpointCounts {
  return {
    served: a.served + b.served,
    failed: a.failed + b.failed,
    rateLimited: a.rateLimited + b.rateLimited,
    failures: plusEach(a.failures, b.failures),
    passedOver: plusEach(a.passedOver, b.passedOver),
    toolCalls: a.toolCalls + b.toolCalls,
    toolCallsValid: a.toolCallsValid + b.toolCallsValid,
  };
}

function plusEach(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

const Counts = z.record(z.string(), z.number()).catch({});

interface StoredSlot {
  readonly served: number;
  readonly failed: number;
  readonly rateLimited: number;
  readonly failures: unknown;
  readonly passedOver: unknown;
  readonly toolCalls: number;
  readonly toolCallsValid: number;
}

/** The counts of a stored slot; none for none. */
export function readCounted(slot: StoredSlot | null): EndpointCounts {
  if (slot === null) return NO_COUNTS;
  const { served, failed, rateLimited, failures, passedOver, toolCalls, toolCallsValid } = slot;
  return {
    served,
    failed,
    rateLimited,
    failures: Counts.parse(failures),
    passedOver: Counts.parse(passedOver),
    toolCalls,
    toolCallsValid,
  };
}

interface Row {
  readonly endpoint: string;
  readonly day: string;
  readonly served: bigint;
  readonly failed: bigint;
  readonly limited: bigint;
  readonly failures: unknown;
  readonly passed: unknown;
  readonly tools: bigint;
  readonly tools_valid: bigint;
}

/** Sums of endpoints' slots by UTC day; days without any are left out. Slots of a day with the same counts by kind are unfolded once. */
export async function readSlotDays(
  db: Database,
  endpointIds: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ readonly endpointId: string; readonly day: string; readonly counts: EndpointCounts }[]> {
  const { rows } = await db.pool.query<Row>(
    `WITH slot AS (
        SELECT endpoint_id AS endpoint, (since AT TIME ZONE 'UTC')::date AS day, failures, passed_over, count(*) AS slots,
            sum(served) AS served, sum(failed) AS failed, sum(rate_limited) AS rate_limited, sum(tool_calls) AS tool_calls,
            sum(tool_calls_valid) AS tool_calls_valid
          FROM endpoint_slot WHERE endpoint_id = ANY($1) AND since >= $2::date::timestamp AT TIME ZONE 'UTC'
            AND since < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
          GROUP BY 1, 2, 3, 4
      ), failure AS (
        SELECT endpoint, day, jsonb_object_agg(key, n) AS counts FROM (
          SELECT endpoint, day, f.key, sum(f.value::bigint * slots) AS n FROM slot, jsonb_each_text(failures) f WHERE failures <> '{}'
            GROUP BY 1, 2, 3) x GROUP BY 1, 2
      ), passed AS (
        SELECT endpoint, day, jsonb_object_agg(key, n) AS counts FROM (
          SELECT endpoint, day, p.key, sum(p.value::bigint * slots) AS n FROM slot, jsonb_each_text(passed_over) p WHERE passed_over <> '{}'
            GROUP BY 1, 2, 3) x GROUP BY 1, 2
      ), total AS (
        SELECT endpoint, day, sum(served) AS served, sum(failed) AS failed, sum(rate_limited) AS limited, sum(tool_calls) AS tools,
            sum(tool_calls_valid) AS tools_valid
          FROM slot GROUP BY endpoint, day
      )
      SELECT t.endpoint, to_char(t.day, 'YYYY-MM-DD') AS day, t.served, t.failed, t.limited, t.tools, t.tools_valid, f.counts AS failures,
          p.counts AS passed
        FROM total t LEFT JOIN failure f ON f.endpoint = t.endpoint AND f.day = t.day
        LEFT JOIN passed p ON p.endpoint = t.endpoint AND p.day = t.day ORDER BY t.day, t.endpoint`,
    [endpointIds, from, to],
  );
  return rows.map((row) => ({
    endpointId: row.endpoint,
    day: row.day,
    counts: {
      served: Number(row.served),
      failed: Number(row.failed),
      rateLimited: Number(row.limited),
      failures: Counts.parse(row.failures ?? {}),
      passedOver: Counts.parse(row.passed ?? {}),
      toolCalls: Number(row.tools),
      toolCallsValid: Number(row.tools_valid),
    },
  }));
}
