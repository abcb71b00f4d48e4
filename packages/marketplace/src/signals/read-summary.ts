import type { SignalSummary } from "@tollgate/gateway/signal-summary";
import { z } from "zod";

const Spread = z.object({ p50: z.number(), p75: z.number(), p90: z.number(), p99: z.number() }).nullable();
const Summary = z.object({
  uptime5m: z.number().nullable(),
  uptime30m: z.number().nullable(),
  uptime1d: z.number().nullable(),
  latencyMs: Spread,
  tokensPerSecond: Spread,
  toolCallValidity: z.number().nullable().default(null),
});

/** The `summary` column; `null` when it cannot be read, since signals are a help and never a condition. */
export function readSummary(column: unknown): SignalSummary | null {
  const read = Summary.safeParse(column);
  return read.success ? read.data : null;
}
