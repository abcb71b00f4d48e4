import Stripe from "stripe";

/**
 * Whether the processor certainly did not do what it was asked: it understood and refused. A broken connection, a 5xx, a conflict or a rate limit
 * leave it open, and so does a key that was used with other content.
 */
export function isDefiniteRefusal(error: unknown): error is Stripe.errors.StripeError {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  const status = error.statusCode ?? 0;
  if (error instanceof Stripe.errors.StripeIdempotencyError) return false;
  return status >= 400 && status < 500 && status !== 409 && status !== 429;
}
