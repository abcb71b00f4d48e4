/** What a test card does. Numbers are Stripe's published test numbers; no other number is accepted. */
export type TestCard = { number: string; brand: string; effect: CardEffect; label: string };

export type CardEffect =
  | { kind: "succeeds" }
  | { kind: "authenticates" }
  | { kind: "declines"; code: string; declineCode: string; message: string };

const succeeds: CardEffect = { kind: "succeeds" };

function declines(code: string, declineCode: string, message: string): CardEffect {
  return { kind: "declines", code, declineCode, message };
}

export const TEST_CARDS: readonly TestCard[] = [
  { number: "4242424242424242", brand: "visa", effect: succeeds, label: "Succeeds" },
  { number: "5555555555554444", brand: "mastercard", effect: succeeds, label: "Succeeds" },
  { number: "378282246310005", brand: "amex", effect: succeeds, label: "Succeeds" },
  { number: "4000002500003155", brand: "visa", effect: { kind: "authenticates" }, label: "Asks for confirmation" },
  {
    number: "4000000000000002",
    brand: "visa",
    effect: declines("card_declined", "generic_decline", "Your card was declined."),
    label: "Declined",
  },
  {
    number: "4000000000009995",
    brand: "visa",
    effect: declines("card_declined", "insufficient_funds", "Your card has insufficient funds."),
    label: "Insufficient funds",
  },
];

export type CardFields = { email: string; number: string; expiry: string; cvc: string; name: string };
export type CardFieldErrors = Partial<Record<keyof CardFields, string>>;

export type CardCheck =
  | { kind: "accepted"; card: TestCard; expMonth: number; expYear: number }
  | { kind: "refused"; errors: CardFieldErrors };

/** Checks a card form field by field. A number that is not a test card is refused, so that no real one is ever used here. */
export function checkCard(fields: CardFields, now: Date): CardCheck {
  const errors: CardFieldErrors = {};
  const digits = fields.number.replace(/[\s-]/g, "");
  const card = TEST_CARDS.find((entry) => entry.number === digits);
  if (digits === "") {
    errors.number = "Enter a card number.";
  } else if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) {
    errors.number = "This card number is not valid.";
  } else if (card === undefined) {
    errors.number = "Only the test cards below work here. Never enter a real card.";
  }
  const expiry = readExpiry(fields.expiry, now);
  if (typeof expiry === "string") {
    errors.expiry = expiry;
  }
  const cvcLength = card?.brand === "amex" ? 4 : 3;
  if (!/^\d+$/.test(fields.cvc) || fields.cvc.length !== cvcLength) {
    errors.cvc = `Enter the ${cvcLength}-digit security code.`;
  }
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email)) {
    errors.email = "Enter an e-mail address.";
  }
  if (card === undefined || typeof expiry === "string" || Object.keys(errors).length > 0) {
    return { kind: "refused", errors };
  }
  return { kind: "accepted", card, expMonth: expiry.month, expYear: expiry.year };
}

function readExpiry(text: string, now: Date): { month: number; year: number } | string {
  const match = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(text);
  const month = Number(match?.[1]);
  if (match === null || month < 1 || month > 12) {
    return "Enter the expiry date as MM/YY.";
  }
  const year = (match[2]?.length === 2 ? 2000 : 0) + Number(match[2]);
  const isPast = year < now.getUTCFullYear() || (year === now.getUTCFullYear() && month < now.getUTCMonth() + 1);
  return isPast ? "This card has expired." : { month, year };
}

/** The check digit of ISO/IEC 7812. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
