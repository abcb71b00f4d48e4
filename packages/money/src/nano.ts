/** An amount in nano-USD: 1 USD = 1_000_000_000. Always a `bigint`; a JavaScript number loses digits above 9 million USD. */
export type Nano = bigint;

export const NANO_PER_USD = 1_000_000_000n;
export const NANO_PER_CENT = 10_000_000n;

/** Largest amount a Postgres `bigint` holds, about 9.22 billion USD. */
export const MAX_NANO = 9_223_372_036_854_775_807n;

const USD_PATTERN = /^(-)?(\d{1,10})(?:\.(\d{1,9}))?$/;

/**
 * Reads a decimal amount in USD, such as `"12.5"`, exactly.
 * @returns nano-USD, or `null` when the text is not a plain decimal with at most nine fraction digits.
 */
export function parseUsd(text: string): Nano | null {
  const match = USD_PATTERN.exec(text.trim());
  if (!match) return null;
  const [, minus, whole = "0", fraction = ""] = match;
  const nano = BigInt(whole) * NANO_PER_USD + BigInt(fraction.padEnd(9, "0"));
  if (nano > MAX_NANO) return null;
  return minus ? -nano : nano;
}

/**
 * Writes nano-USD as a plain decimal in USD with no digit lost, such as `"0.0000125"`.
 * @param minimumFractionDigits zeros are kept up to this many digits (0 to 9).
 */
export function formatUsd(nano: Nano, minimumFractionDigits = 2): string {
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, "0");
  const whole = digits.slice(0, -9);
  const fraction = digits.slice(-9).replace(/0+$/, "").padEnd(minimumFractionDigits, "0");
  return `${nano < 0n ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

const NANO_PATTERN = /^-?(?:0|[1-9]\d{0,18})$/;

/**
 * Reads an amount from its JSON and Redis form: a decimal string of nano-USD.
 * @throws RangeError when the text is not an integer in range; money that cannot be read must never become zero.
 */
export function nanoFromJson(text: string): Nano {
  const nano = NANO_PATTERN.test(text) ? BigInt(text) : null;
  if (nano === null || nano > MAX_NANO || nano < -MAX_NANO) throw new RangeError(`not an amount in nano-USD: ${text}`);
  return nano;
}

export function nanoToJson(nano: Nano): string {
  return nano.toString();
}
