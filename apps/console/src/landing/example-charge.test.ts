import { expect, test } from "vitest";
import { exampleCharge } from "./example-charge.ts";

test("the example on the landing page adds up to the nano", () => {
  const { lines, costNano, feeNano, surchargeNano, chargeNano } = exampleCharge;
  expect(lines.reduce((sum, line) => sum + line.nano, 0n)).toBe(chargeNano);
  expect([costNano, feeNano, surchargeNano, chargeNano]).toEqual([10_800_000n, 594_000n, 2_160_000n, 13_554_000n]);
});
