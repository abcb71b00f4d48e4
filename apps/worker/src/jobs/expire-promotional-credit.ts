import { expirePromotionalCredit as expire } from "@tollgate/marketplace/promotions/expire-promotional-credit";
import type { Handler } from "../handler.ts";

export const expirePromotionalCredit: Handler = async ({ context }) => {
  const { closed, expiredNano } = await expire(context);
  return { closed, expiredNano: `${expiredNano}` };
};
