/** What a test card does. Numbers are Stripe's published test numbers; no other number is accepted. */
export type TestCard = {
  number: string;
  brand: string;
  effect: CardEffect;
  /** What follows a successful payment. */
  aftermath: Aftermath | null;
  label: string;
  /** The payment method name that stands for it in API calls. */
  token: string;
};

export type CardEffect =
  | { kind: "succeeds" }
  /** Asks its owner. `unless_set_up`: later payments go through once the owner approved them while saving the card. */
  | { kind: "authenticates"; when: "always" | "unless_set_up" }
  /** `saves`: the card can be saved all the same and refuses only when it is charged. */
  | { kind: "declines"; code: string; declineCode: string; message: string; saves: boolean };

export type Aftermath = "dispute" | "inquiry" | "warning" | "refund_pending" | "refund_fails" | "available_at_once";

const succeeds: CardEffect = { kind: "succeeds" };

function declines(declineCode: string, message: string, code = "card_declined") {
  return { kind: "declines" as const, code, declineCode, message, saves: false };
}

type CardLine = Omit<TestCard, "brand" | "aftermath"> & { aftermath?: Aftermath };

function card({ aftermath, ...line }: CardLine): TestCard {
  const brand = line.number.startsWith("5") ? "mastercard" : line.number.startsWith("3") ? "amex" : "visa";
  return { ...line, aftermath: aftermath ?? null, brand };
}

/** Source: docs.stripe.com/testing. */
const LINES: readonly CardLine[] = [
  { number: "4242424242424242", token: "pm_card_visa", label: "Succeeds", effect: succeeds },
  { number: "5555555555554444", token: "pm_card_mastercard", label: "Succeeds", effect: succeeds },
  { number: "378282246310005", token: "pm_card_amex", label: "Succeeds", effect: succeeds },
  {
    number: "4000000000000077",
    token: "pm_card_bypassPending",
    label: "Succeeds, money available at once",
    effect: succeeds,
    aftermath: "available_at_once",
  },
  {
    number: "4000002500003155",
    token: "pm_card_authenticationRequiredOnSetup",
    label: "Asks for confirmation, once if saved",
    effect: { kind: "authenticates", when: "unless_set_up" },
  },
  {
    number: "4000002760003184",
    token: "pm_card_authenticationRequired",
    label: "Asks for confirmation every time",
    effect: { kind: "authenticates", when: "always" },
  },
  {
    number: "4000000000000002",
    token: "pm_card_chargeDeclined",
    label: "Declined",
    effect: declines("generic_decline", "Your card was declined."),
  },
  {
    number: "4000000000009995",
    token: "pm_card_chargeDeclinedInsufficientFunds",
    label: "Insufficient funds",
    effect: declines("insufficient_funds", "Your card has insufficient funds."),
  },
  {
    number: "4000000000000069",
    token: "pm_card_chargeDeclinedExpiredCard",
    label: "Expired",
    effect: declines("expired_card", "Your card has expired.", "expired_card"),
  },
  {
    number: "4000000000000341",
    token: "pm_card_chargeCustomerFail",
    label: "Can be saved, declined later",
    effect: { ...declines("generic_decline", "Your card was declined."), saves: true },
  },
  {
    number: "4000000000000259",
    token: "pm_card_createDispute",
    label: "Succeeds, then disputed",
    effect: succeeds,
    aftermath: "dispute",
  },
  {
    number: "4000000000001976",
    token: "pm_card_createDisputeInquiry",
    label: "Succeeds, then inquired about",
    effect: succeeds,
    aftermath: "inquiry",
  },
  {
    number: "4000000000005423",
    token: "pm_card_createIssuerFraudRecord",
    label: "Succeeds, then fraud warning",
    effect: succeeds,
    aftermath: "warning",
  },
  {
    number: "4000000000007726",
    token: "pm_card_pendingRefund",
    label: "Refunds stay pending first",
    effect: succeeds,
    aftermath: "refund_pending",
  },
  {
    number: "4000000000005126",
    token: "pm_card_refundFail",
    label: "Refunds fail later",
    effect: succeeds,
    aftermath: "refund_fails",
  },
];

export const TEST_CARDS: readonly TestCard[] = LINES.map(card);

export function cardByNumber(number: string): TestCard | undefined {
  return TEST_CARDS.find((entry) => entry.number === number);
}

export function cardByToken(token: string): TestCard | undefined {
  return TEST_CARDS.find((entry) => entry.token === token);
}

export type CardFields = { email: string; number: string; expiry: string; cvc: string; name: string };
export type CardFieldErrors = Partial<Record<keyof CardFields, string>>;

export type CardCheck =
  | { kind: "accepted"; card: TestCard; expMonth: number; expYear: number }
  | { kind: "refused"; errors: CardFieldErrors };
/** Checks a card form field by field. A number that is not a test card is refused, so that no real one is ever used here. */
export function checkCard(fields: CardFields, now: Date): CardCheck {
  const errors: CardFieldErrors = {};
  const digits = fields.number.replace(/[\s-]/g, "");
  const card = cardByNumber(digits);
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
