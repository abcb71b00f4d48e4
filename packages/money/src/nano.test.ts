import fc from "fast-check";
import { expect, test } from "vitest";
import { formatUsd, MAX_NANO, nanoFromJson, nanoToJson, parseUsd } from "./nano.ts";

const nano = fc.bigInt({ min: -MAX_NANO, max: MAX_NANO });

test("writing and reading an amount loses nothing", () => {
  fc.assert(
    fc.property(nano, (amount) => {
      expect(parseUsd(formatUsd(amount))).toBe(amount);
      expect(nanoFromJson(nanoToJson(amount))).toBe(amount);
    }),
  );
});

test("amounts above 2^53 nano keep their last digit", () => {
  expect(nanoFromJson("9007199254740993")).toBe(9007199254740993n);
  expect(formatUsd(9007199254740993n)).toBe("9007199.254740993");
});

test("formats keep a least number of fraction digits", () => {
  expect(formatUsd(25_000_000_000n)).toBe("25.00");
  expect(formatUsd(12_500n)).toBe("0.0000125");
  expect(formatUsd(-1n)).toBe("-0.000000001");
  expect(formatUsd(3_000_000_000n, 0)).toBe("3");
});

test.each(["", "1e3", "0x10", "1,5", "1.1234567891", ".5", "--1", "NaN", "99999999999"])(
  "%j is not an amount in USD",
  (text) => {
    expect(parseUsd(text)).toBeNull();
  },
);

test.each(["", "1.5", "01", "-0x1", "9223372036854775808", "1e3"])("%j never becomes money from JSON", (text) => {
  expect(() => nanoFromJson(text)).toThrow(RangeError);
});
