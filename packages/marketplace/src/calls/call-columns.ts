import { isMeteredBucket, type UsageUnits } from "@tollgate/pricing/usage-units";
import { z } from "zod";
import type { AttemptRecord } from "../inference/call-outcome.ts";

const Units = z
  .record(z.string(), z.int().min(0))
  .transform(
    (units): UsageUnits => Object.fromEntries(Object.entries(units).filter(([bucket]) => isMeteredBucket(bucket))),
  );
const Attempts = z.array(
  z.object({
    endpointId: z.string(),
    providerSlug: z.string(),
    status: z.number().nullable(),
    result: z.string(),
    durationMs: z.number(),
    ownKey: z.boolean().optional(),
    afterMs: z.number().optional(),
    hedge: z.boolean().optional(),
    tools: z.object({ calls: z.number(), valid: z.number() }).optional(),
    route: z
      .object({
        order: z.string(),
        passedOver: z.array(z.object({ provider: z.string(), reason: z.string() })),
      })
      .optional(),
  }),
);

/** The `units` column: usage bucket → count. @throws when it does not hold counts. */
export function readUnits(column: unknown): UsageUnits {
  return Units.parse(column);
}

/** The `attempts` column: every try in order. @throws when it holds anything else. */
export function readAttempts(column: unknown): AttemptRecord[] {
  return Attempts.parse(column);
}
