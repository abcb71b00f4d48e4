import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";
import { z } from "zod";
import { UsageEvent } from "../settlement/usage-event.ts";

const Nano = z.string().regex(/^\d{1,19}$/);

/** What Redis has to be told beside the event: counters and the tokens' difference. */
const Counted = z.tuple([z.array(z.string()), z.array(z.string()), z.array(z.string()), z.int()]);

/** The end of a call as lines of an earlier version hold it: one object, amounts as decimal strings. */
const SpooledObject = z.object({
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

/** The event as it is, and what it does not say after a tab, which JSON never contains: cheap enough to be written for every call. */
export function writeSpooledEnd({ event, capKeys, openKeys, tokenKeys, tokensDifference }: ReleaseRequest): string {
  return `${event}\t${JSON.stringify([capKeys, openKeys, tokenKeys, tokensDifference])}`;
}

/** @returns `null` for what is no end of a call that could be settled. */
export function readSpooledEnd(text: string): ReleaseRequest | null {
  try {
    const [event = "", counted] = text.split("\t");
    return counted === undefined ? readObject(event) : readEnd(event, counted);
  } catch {
    return null;
  }
}

function readEnd(json: string, counted: string): ReleaseRequest {
  const { id: callId, wsp: workspaceId, sponsor: lotId, hold, legs } = UsageEvent.parse(JSON.parse(json));
  const [capKeys, openKeys, tokenKeys, tokensDifference] = Counted.parse(JSON.parse(counted));
  const amounts = { holdNano: hold, chargeNano: legs.cost + legs.fee + legs.surcharge };
  return { callId, workspaceId, lotId, ...amounts, capKeys, openKeys, tokenKeys, tokensDifference, event: json };
}

function readObject(json: string): ReleaseRequest {
  const ended = SpooledObject.parse(JSON.parse(json));
  UsageEvent.parse(JSON.parse(ended.event));
  return ended;
}
