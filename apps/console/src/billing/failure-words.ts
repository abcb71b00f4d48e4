/** What the processor's reasons mean to whoever pays. Source: docs.stripe.com/declines/codes. */
const REASONS: Readonly<Record<string, string>> = {
  authentication_required: "The bank wanted it approved",
  card_declined: "The bank declined the card",
  card_not_supported: "The card does not allow this kind of payment",
  card_velocity_exceeded: "The card’s limit is reached",
  currency_not_supported: "The card does not take US dollars",
  do_not_honor: "The bank declined the card",
  expired_card: "The card has expired",
  fraudulent: "The bank declined the card",
  generic_decline: "The bank declined the card",
  incorrect_cvc: "The card’s code was wrong",
  insufficient_funds: "The card has too little money",
  lost_card: "The bank declined the card",
  never_reached_the_processor: "It never reached the payment processor",
  payment_intent_authentication_failure: "It was not approved at the bank",
  processing_error: "The bank could not process it",
  stolen_card: "The bank declined the card",
};

/** Why a payment failed, for its buyer; a reason that is not known here in the processor's own words. */
export function failureWords(code: string | null): string {
  if (code === null) return "Not approved, or given up";
  return REASONS[code] ?? `The card was refused: ${code.replaceAll("_", " ")}`;
}
