import { forgetDeliveries as forget } from "@tollgate/marketplace/webhooks/forget-deliveries";
import type { Handler } from "../handler.ts";

export const forgetDeliveries: Handler = async ({ context }) => await forget(context);
