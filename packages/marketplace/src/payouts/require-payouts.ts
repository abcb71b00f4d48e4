import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import type { PayoutProcessor } from "./payout-processor.ts";

/** What sends payees their money. @throws MarketplaceError `precondition_failed` while none is configured. */
export function requirePayouts(services: Pick<Services, "payouts">): PayoutProcessor {
  if (services.payouts) return services.payouts;
  throw new MarketplaceError(
    "precondition_failed",
    "No payment processor is configured here, so nobody can be paid. Ask the operator.",
  );
}
