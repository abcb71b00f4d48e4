/** Money as people read it. Values are nano-USD: `bigint`, or the decimal string that JSON carries. */

const NANO_DIGITS = 9;
const NANO_PER_USD = 10n ** 9n;

export type Nano = bigint | string;
/** `auto` picks digits by size; a number fixes the decimals, which a column of amounts needs to line up. */
export type MoneyPrecision = "auto" | "exact" | number;

/** @throws {RangeError} when the text is not a whole number of nano-USD. */
export function readNano(value: Nano): bigint {
  if (typeof value === "bigint") return value;
  if (!/^-?\d+$/.test(value)) throw new RangeError(`not an amount in nano-USD: ${JSON.stringify(value)}`);
  return BigInt(value);
}

function roundHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = (value % divisor) * 2n;
  if (twice > divisor) return quotient + 1n;
  if (twice === divisor && quotient % 2n === 1n) return quotient + 1n;
  return quotient;
}

/** From one dollar, cents; below it, enough digits to show three that matter, never fewer than cents. */
function autoDecimals(magnitude: bigint): number {
  if (magnitude === 0n || magnitude >= NANO_PER_USD) return 2;
  const leadingZeros = NANO_DIGITS - magnitude.toString().length;
  return Math.min(NANO_DIGITS, leadingZeros + 3);
}

function trimZeros(fraction: string, keep: number): string {
  return fraction.slice(0, keep) + fraction.slice(keep).replace(/0+$/, "");
}

function write(magnitude: bigint, decimals: number): { whole: string; fraction: string } {
  const scaled = roundHalfEven(magnitude, 10n ** BigInt(NANO_DIGITS - decimals));
  const digits = scaled.toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  return { whole: digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ","), fraction: digits.slice(cut) };
}

/**
 * Formats nano-USD for reading, rounding half to even. An amount that is not zero is never shown as zero under `auto`.
 * @throws {RangeError} when `value` is not a whole number of nano-USD.
 */
export function formatMoney(value: Nano, precision: MoneyPrecision = "auto"): string {
  const nano = readNano(value);
  const magnitude = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? "−" : "";
  if (typeof precision === "number") {
    const { whole, fraction } = write(magnitude, Math.min(NANO_DIGITS, Math.max(0, precision)));
    return `${sign}$${whole}${fraction ? `.${fraction}` : ""}`;
  }
  const { whole, fraction } = write(magnitude, precision === "exact" ? NANO_DIGITS : autoDecimals(magnitude));
  return `${sign}$${whole}.${trimZeros(fraction, 2)}`;
}

/** Every digit, with the currency: what a tooltip shows behind a rounded amount. */
export function exactMoney(value: Nano): string {
  return `${formatMoney(value, "exact")} USD`;
}

/** Dollars as a JavaScript number, for pixel positions in charts only: the last digits are lost. */
export function approximateUsd(value: Nano): number {
  return Number(readNano(value)) / 1e9;
}

export type MoneyInput = { ok: true; nano: bigint } | { ok: false; reason: string };

/** Reads what a person typed in a dollar field. Accepts `$`, spaces and thousands commas; refuses more than 9 decimals. */
export function parseMoneyInput(text: string): MoneyInput {
  const plain = text.trim().replace(/^\$\s*/, "");
  if (plain === "") return { ok: false, reason: "Enter an amount." };
  if (!/^(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/.test(plain) || !/\d/.test(plain)) {
    return { ok: false, reason: "Enter an amount in dollars, for example 25.00." };
  }
  const [whole = "0", fraction = ""] = plain.replaceAll(",", "").split(".");
  if (fraction.length > NANO_DIGITS) return { ok: false, reason: "Use at most 9 decimals." };
  if (whole.length > 9) return { ok: false, reason: "That amount is too large." };
  return { ok: true, nano: BigInt(whole || "0") * NANO_PER_USD + BigInt(fraction.padEnd(NANO_DIGITS, "0")) };
}
