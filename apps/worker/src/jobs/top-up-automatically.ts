import { topUpAutomatically as verb } from "@tollgate/marketplace/billing/top-up-automatically";
import type { Handler } from "../handler.ts";

export const topUpAutomatically: Handler = async ({ context }) => ({ charged: await verb(context) });
