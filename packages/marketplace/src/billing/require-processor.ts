import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import type { PaymentProcessor } from "./payment-processor.ts";

/** The payment processor. @throws MarketplaceError `precondition_failed` while none is configured. */
export function requireProcessor(services: Pick<Services, "payments">): PaymentProcessor {
  if (services.payments) return services.payments;
  throw new MarketplaceError(
    "precondition_failed",
    "No payment processor is configured here, so credit cannot be bought. Ask the operator.",
  );
}
