import { rollUpUsage as rollUp } from "@tollgate/marketplace/usage/roll-up-usage";
import type { Handler } from "../handler.ts";

export const rollUpUsage: Handler = async ({ context }) => {
  const { days, skipped } = await rollUp(context);
  return { days: days.join(", "), skipped };
};
