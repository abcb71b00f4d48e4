import fc from "fast-check";
import { expect, test } from "vitest";
import { NANO_PER_CENT } from "./nano.ts";
import { floorToCents, splitByWeight } from "./split.ts";

const total = fc.bigInt({ min: 0n, max: 10n ** 18n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((w) => w > 0n));

test("a split conserves the total and strays from the exact share by less than one nano", () => {
  fc.assert(
    fc.property(total, weights, (amount, list) => {
      const parts = splitByWeight(amount, list);
      const sum = list.reduce((a, b) => a + b, 0n);
      expect(parts.reduce((a, b) => a + b, 0n)).toBe(amount);
      parts.forEach((part, i) => {
        const off = part * sum - amount * (list[i] ?? 0n);
        expect(off < sum && off > -sum).toBe(true);
      });
    }),
  );
});

test("cents and remainder make the amount, and a debt pays no cents", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (amount) => {
      const { cents, remainder } = floorToCents(amount);
      expect(cents * NANO_PER_CENT + remainder).toBe(amount);
      expect(cents >= 0n).toBe(true);
      if (amount >= 0n) expect(remainder >= 0n && remainder < NANO_PER_CENT).toBe(true);
    }),
  );
});
