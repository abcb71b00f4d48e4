import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";
import { z } from "zod";
import { UsageEvent } from "../settlement/usage-event.ts";

const Nano = z.string().regex(/^\d{1,19}$/);

/** The end of a call as a line of the spool holds it: amounts as decimal strings. */
const SpooledEnd = z.object({
  callId: z.string(),
  workspaceId: z.string(),
  /** A line from before there were sponsored calls has none. */
  lotId: z.string().nullish(),
  holdNano: Nano.transform(BigInt),
  chargeNano: Nano.transform(BigInt),
  capKeys: z.array(z.string()),
  openKeys: z.array(z.string()),
  tokenKeys: z.array(z.string()),
  tokensDifference: z.int(),
  event: z.string(),
});

export function writeSpooledEnd(ended: ReleaseRequest): string {
  return JSON.stringify({ ...ended, holdNano: `${ended.holdNano}`, chargeNano: `${ended.chargeNano}` });
}

/** @returns `null` for what is no end of a call that could be settled. */
export function readSpooledEnd(json: string): ReleaseRequest | null {
  try {
    const ended = SpooledEnd.parse(JSON.parse(json));
    UsageEvent.parse(JSON.parse(ended.event));
    return ended;
  } catch {
    return null;
  }
}
