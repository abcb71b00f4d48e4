import { rollUpCalls as rollUp } from "@tollgate/marketplace/roll-ups/roll-up-calls";
import type { Handler } from "../handler.ts";

export const rollUpCalls: Handler = async ({ context }) => {
  const { calls, refunds, days, skipped } = await rollUp(context);
  return { calls, refunds, recounted: days.join(", "), skipped };
};
