import { rollUpEarnings as rollUp } from "@tollgate/marketplace/earnings/roll-up-earnings";
import type { Handler } from "../handler.ts";

export const rollUpEarnings: Handler = async ({ context }) => {
  const { days, skipped } = await rollUp(context);
  return { days: days.join(", "), skipped };
};
