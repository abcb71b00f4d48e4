import { sweepExpiredHolds } from "@tollgate/marketplace/settlement/sweep-expired-holds";
import type { Handler } from "../handler.ts";

export const sweepHolds: Handler = async ({ context }) => await sweepExpiredHolds(context);
