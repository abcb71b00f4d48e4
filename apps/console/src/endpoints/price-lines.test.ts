import { parseMoneyInput } from "@tollgate/ui/format/money";
import { expect, test } from "vitest";
import { priceLines, priceText } from "./price-lines.ts";

test("a price list shows what is priced apart and leaves out what follows from it", () => {
  const prices = { input: 150_000_000n, output: 600_000_000n, cache_read: 75_000_000n, cache_write_5m: 150_000_000n };
  expect(priceLines({ ...prices, reasoning: 600_000_000n }).map((line) => line.bucket)).toEqual([
    "input",
    "cache_read",
    "output",
  ]);
});

test("a price written into a field is read back to the nano", () => {
  for (const nano of [1n, 150_000_000n, 1_234_567_000_000_001n])
    expect(parseMoneyInput(priceText(nano))).toEqual({ ok: true, nano });
  expect(priceText(undefined)).toBe("");
});
