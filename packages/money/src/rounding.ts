/**
 * Divides and rounds half to even (IEEE 754 roundTiesToEven), for either sign of the dividend.
 * @param divisor must be positive.
 */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError("divisor must be positive");
  let quotient = dividend / divisor;
  let remainder = dividend % divisor;
  if (remainder < 0n) {
    quotient -= 1n;
    remainder += divisor;
  }
  const twice = remainder * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n !== 0n)) return quotient + 1n;
  return quotient;
}

/** Divides a non-negative amount and rounds up: for worst cases, which must never be too small. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  if (dividend < 0n || divisor <= 0n)
    throw new RangeError("divideUp takes a non-negative dividend and a positive divisor");
  return (dividend + divisor - 1n) / divisor;
}
