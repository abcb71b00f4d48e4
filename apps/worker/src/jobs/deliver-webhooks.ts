import { deliverWebhooks as deliver } from "@tollgate/marketplace/webhooks/deliver-webhooks";
import type { Handler } from "../handler.ts";

export const deliverWebhooks: Handler = async ({ context }) => await deliver(context);
