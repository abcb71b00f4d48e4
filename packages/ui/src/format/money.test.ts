import { describe, expect, test } from "vitest";
import { exactMoney, formatMoney, parseMoneyInput, readNano } from "./money.ts";

describe("formatMoney", () => {
  test.each([
    ["0", "$0.00"],
    ["25000000000", "$25.00"],
    ["1234567890000000000", "$1,234,567,890.00"],
    ["999999999", "$1.00"],
    ["420000000", "$0.42"],
    ["4250000", "$0.00425"],
    ["123456", "$0.000123"],
    ["1", "$0.000000001"],
    ["-4250000", "−$0.00425"],
  ])("shows %s nano with the digits that matter", (nano, shown) => {
    expect(formatMoney(nano)).toBe(shown);
  });

  test("an amount that is not zero is never shown as zero", () => {
    for (let digits = 0n; digits < 18n; digits++) expect(formatMoney(10n ** digits)).toMatch(/[1-9]/);
  });

  test("a fixed precision gives every row of a column the same decimals", () => {
    expect(formatMoney(1_500_000_000n, 6)).toBe("$1.500000");
    expect(formatMoney(4_250_000n, 6)).toBe("$0.004250");
    expect(formatMoney(4_250_000n, 0)).toBe("$0");
  });

  test("rounds half to even, the same as the money it shows", () => {
    expect(formatMoney(1_005_000_000n, 2)).toBe("$1.00");
    expect(formatMoney(1_015_000_000n, 2)).toBe("$1.02");
    expect(formatMoney(-1_015_000_001n, 2)).toBe("−$1.02");
  });

  test("the exact form keeps every nano above 2^53", () => {
    expect(exactMoney("9223372036854775807")).toBe("$9,223,372,036.854775807 USD");
  });

  test("refuses text that is not whole nano-USD", () => {
    for (const bad of ["1.5", "", "1e9", "NaN", " 1"]) expect(() => readNano(bad)).toThrow(RangeError);
  });
});

describe("parseMoneyInput", () => {
  test.each([
    ["25", 25_000_000_000n],
    ["$ 1,250.50", 1_250_500_000_000n],
    [".5", 500_000_000n],
    ["0.000000001", 1n],
    ["3.", 3_000_000_000n],
  ])("reads %s to the nano", (text, nano) => {
    expect(parseMoneyInput(text)).toEqual({ ok: true, nano });
  });

  test.each(["", "-5", "1,25", "1e3", "five", ".", "0.0000000001", "12345678901"])(
    "refuses %s with a reason",
    (text) => {
      const read = parseMoneyInput(text);
      expect(read.ok).toBe(false);
      if (!read.ok) expect(read.reason).toMatch(/\.$/);
    },
  );
});
