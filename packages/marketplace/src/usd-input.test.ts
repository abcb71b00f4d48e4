import fc from "fast-check";
import { expect, test } from "vitest";
import { optionalUsdToNano, UsdText, usdToNano } from "./usd-input.ts";

const field = "amountUsd";

test("every amount that can be written is read to the last nano", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 18n), (nano) => {
      const text = `${nano / 1_000_000_000n}.${(nano % 1_000_000_000n).toString().padStart(9, "0")}`;
      expect(UsdText.safeParse(text).success).toBe(true);
      expect(usdToNano(text, { field })).toBe(nano);
    }),
  );
});

test.each(["", " ", "1,5", "1.", ".5", "1e3", "0x10", "+1", "١", "1.0000000001", "99999999999", "Infinity"])(
  "%j is not an amount",
  (text) => {
    expect(UsdText.safeParse(text).success).toBe(false);
  },
);

test("amounts outside the range are refused by field", () => {
  const refusal = (text: string, range = {}) => expect(() => usdToNano(text, { field, ...range }));
  refusal("-0.01").toThrow(expect.objectContaining({ code: "invalid_input", field }));
  refusal("1000000000.01").toThrow(expect.objectContaining({ field }));
  refusal("4.99", { minimumNano: 5_000_000_000n }).toThrow("Enter at least 5.00 USD.");
  refusal("5.01", { maximumNano: 5_000_000_000n }).toThrow("Enter at most 5.00 USD.");
});

test("an amount that is left out is none, and zero is zero", () => {
  expect(optionalUsdToNano(undefined, { field })).toBeNull();
  expect(optionalUsdToNano(null, { field })).toBeNull();
  expect(optionalUsdToNano("0", { field })).toBe(0n);
});
