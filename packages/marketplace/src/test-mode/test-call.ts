import { NO_CHARGE } from "@tollgate/pricing/price-call";
import type { UsageUnits } from "@tollgate/pricing/usage-units";
import { isMeteredBucket } from "@tollgate/pricing/usage-units";
import { z } from "zod";

const Nano = z.string().regex(/^\d+$/).transform(BigInt);

const Attempt = z.object({
  endpointId: z.string(),
  providerSlug: z.string(),
  status: z.number().nullable(),
  result: z.string(),
  durationMs: z.number(),
});

/** What is kept of a test call, as JSON in Redis; never in the tables of calls or money. */
export const TestCallJson = z.object({
  id: z.string(),
  /** Unix milliseconds. */
  at: z.number(),
  keyId: z.string(),
  keyName: z.string(),
  surface: z.string(),
  modelId: z.string(),
  provider: z.object({ id: z.string(), slug: z.string(), name: z.string(), isDemo: z.boolean() }).nullable(),
  endpointId: z.string().nullable(),
  /** What it was made to run into. */
  scenario: z.string().nullable(),
  /** How it ended, or `refused` before an attempt. */
  outcome: z.enum(["completed", "failed", "cut", "aborted", "refused"]),
  /** Of the catalogue of errors. */
  error: z.string().nullable(),
  finishReason: z.string().nullable(),
  usageSource: z.string(),
  streamed: z.boolean(),
  units: z
    .record(z.string(), z.int().min(0))
    .transform(
      (units): UsageUnits => Object.fromEntries(Object.entries(units).filter(([bucket]) => isMeteredBucket(bucket))),
    ),
  /** What it would cost at the prices, fees and margin it went by. */
  legs: z.object({ costNano: Nano, feeNano: Nano, surchargeNano: Nano, chargeNano: Nano }),
  versions: z.object({ price: z.string().nullable(), fee: z.string().nullable(), margin: z.string().nullable() }),
  attempts: z.array(Attempt),
  firstContentMs: z.number().nullable(),
  durationMs: z.number(),
  user: z.string().nullable(),
});
export type TestCall = z.output<typeof TestCallJson>;

/** Legs of a call that delivered nothing. */
export const NOTHING_CHARGED: TestCall["legs"] = NO_CHARGE;

export function writeTestCall(call: TestCall): string {
  return JSON.stringify(call, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

/** `null` for what an older or newer version wrote differently. */
export function readTestCall(json: string): TestCall | null {
  try {
    return TestCallJson.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
