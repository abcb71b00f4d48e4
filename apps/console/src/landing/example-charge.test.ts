import { expect, test } from "vitest";
import { exampleCharge } from "./example-charge.ts";

test("the example on the landing page adds up to the nano", () => {
  const { lines, costNano, feeNano, surchargeNano, chargeNano } = exampleCharge;
  expect(lines.reduce((sum, line) => sum + line.nano, 0n)).toBe(chargeNano);
  expect([costNano, feeNano, surchargeNano, chargeNano]).toEqual([10_857_500n, 542_875n, 1_357_188n, 12_757_563n]);
});
