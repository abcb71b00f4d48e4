import { expect, test } from "vitest";
import { splitRefund } from "./split-refund.ts";

const LEFT = { costNano: 1_000n, feeNano: 50n, surchargeNano: 7n };
const sum = (legs: typeof LEFT) => legs.costNano + legs.feeNano + legs.surchargeNano;

test("all that is left undoes every leg", () => {
  expect(splitRefund(1_057n, LEFT)).toEqual(LEFT);
});

test("a part adds up to itself and takes from no leg more than it has, for every part", () => {
  for (let amount = 1n; amount <= sum(LEFT); amount += 1n) {
    const legs = splitRefund(amount, LEFT);
    expect(sum(legs)).toBe(amount);
    expect(legs.costNano <= LEFT.costNano && legs.feeNano <= LEFT.feeNano).toBe(true);
    expect(legs.surchargeNano >= 0n && legs.surchargeNano <= LEFT.surchargeNano).toBe(true);
  }
});

test("a leg that is used up gives nothing, and nothing beyond what is left can be split", () => {
  expect(splitRefund(1n, { costNano: 0n, feeNano: 0n, surchargeNano: 2n })).toEqual({
    costNano: 0n,
    feeNano: 0n,
    surchargeNano: 1n,
  });
  expect(() => splitRefund(1_058n, LEFT)).toThrow(RangeError);
  expect(() => splitRefund(0n, LEFT)).toThrow(RangeError);
});
