import { NO_CHARGE } from "@tollgate/pricing/price-call";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CallEnd, differencePostings } from "./difference-postings.ts";

const end = fc
  .record({
    costNano: fc.bigInt(0n, 100n),
    feeNano: fc.bigInt(0n, 10n),
    surchargeNano: fc.bigInt(0n, 10n),
    payee: fc.constantFrom("wsp_p1", "wsp_p2"),
    builder: fc.constantFrom("wsp_b", null),
  })
  .map(({ payee, builder, ...legs }): CallEnd => {
    const surchargeNano = builder === null ? 0n : legs.surchargeNano;
    const chargeNano = legs.costNano + legs.feeNano + surchargeNano;
    return { legs: { ...legs, surchargeNano, chargeNano }, payee, builder };
  });

test("the difference of any two ends balances, and booking it after the first pays exactly the second", () => {
  const nothing: CallEnd = { legs: NO_CHARGE, payee: null, builder: null };
  const sums = (...lists: ReturnType<typeof differencePostings>[]) => {
    const all: Record<string, bigint> = {};
    for (const { type, owner, amountNano } of lists.flat())
      all[`${type} ${owner}`] = (all[`${type} ${owner}`] ?? 0n) + amountNano;
    return Object.fromEntries(Object.entries(all).filter(([, nano]) => nano !== 0n));
  };
  fc.assert(
    fc.property(end, end, (first, second) => {
      const difference = differencePostings("wsp_c", first, second);
      expect(difference.reduce((sum, posting) => sum + posting.amountNano, 0n)).toBe(0n);
      const whole = differencePostings("wsp_c", nothing, second);
      expect(sums(differencePostings("wsp_c", nothing, first), difference)).toEqual(sums(whole));
    }),
  );
});
