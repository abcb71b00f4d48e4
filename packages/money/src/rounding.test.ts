import fc from "fast-check";
import { expect, test } from "vitest";
import { divideHalfEven, divideUp } from "./rounding.ts";

test("halves go to the even neighbour, on both sides of zero", () => {
  expect([-5n, -3n, -1n, 1n, 3n, 5n].map((n) => divideHalfEven(n, 2n))).toEqual([-2n, -2n, 0n, 0n, 2n, 2n]);
});

const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const divisor = fc.bigInt({ min: 1n, max: 10n ** 12n });

test("rounding is off by at most half, and is symmetric", () => {
  fc.assert(
    fc.property(amount, divisor, (dividend, by) => {
      const quotient = divideHalfEven(dividend, by);
      const off = dividend - quotient * by;
      expect((off < 0n ? -off : off) * 2n <= by).toBe(true);
      expect(divideHalfEven(-dividend, by)).toBe(-quotient);
    }),
  );
});

test("rounding up is never below and less than one above", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), divisor, (dividend, by) => {
      const up = divideUp(dividend, by);
      expect(up * by >= dividend && (up - 1n) * by < dividend).toBe(true);
      expect(up >= divideHalfEven(dividend, by)).toBe(true);
    }),
  );
});

test("a divisor that is not positive is refused", () => {
  expect(() => divideHalfEven(1n, 0n)).toThrow(RangeError);
  expect(() => divideUp(-1n, 2n)).toThrow(RangeError);
});
