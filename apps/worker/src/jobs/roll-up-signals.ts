import { rollUpSignals as rollUp } from "@tollgate/marketplace/signals/roll-up-signals";
import type { Handler } from "../handler.ts";

export const rollUpSignals: Handler = async ({ context }) => ({ ...(await rollUp(context)) });
