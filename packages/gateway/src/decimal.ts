const DECIMAL = /^(\d{1,15})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Nano-USD of a decimal amount in USD, as a caller wrote it (`0.002`, `"1.5"`, `1e-3`). Digits below a nano are dropped, which makes a
 * limit stricter, never looser.
 * @returns `null` when it is not a non-negative decimal.
 */
export function usdToNano(amount: unknown): bigint | null {
  if (typeof amount !== "string" && typeof amount !== "number") return null;
  const match = DECIMAL.exec(String(amount).trim());
  if (!match) return null;
  const [, whole = "0", fraction = "", exponent = "0"] = match;
  const shift = 9 - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** Exact USD text of an amount in nano-USD, without trailing zeros: 1_500_000 is `0.0015`. */
export function nanoToUsd(nano: bigint): string {
  const sign = nano < 0n ? "-" : "";
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, "0");
  const whole = digits.slice(0, -9);
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
