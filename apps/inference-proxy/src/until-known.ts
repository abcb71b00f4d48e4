import { hash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Snapshot } from "@tollgate/marketplace/snapshot/records";
import type { ProxyContext } from "./proxy-context.ts";

const STEP_MS = 10;
const MOST_STEPS = 200;

/** A key that was just made works by the time its maker is told of it: this process has heard of it, or gives up waiting after two seconds. */
export async function untilKnown({ desk }: ProxyContext, secret: string): Promise<void> {
  const name = hash("sha256", secret, "hex");
  for (let step = 0; step < MOST_STEPS && !isKnown(desk.snapshot(), name); step += 1) await pause(STEP_MS);
}

function isKnown({ keys, testKeys }: Snapshot, name: string): boolean {
  return keys.has(name) || testKeys.has(name);
}
