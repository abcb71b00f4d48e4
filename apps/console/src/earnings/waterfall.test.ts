import { expect, test } from "vitest";
import { type WaterfallInput, waterfall } from "./waterfall.ts";

const statement: NonNullable<WaterfallInput["statement"]> = {
  openingNano: 15_000_000_001n,
  providerEarnedNano: 7n,
  builderEarnedNano: 4_000_000_000n,
  adjustmentsNano: -1_000_000_000n,
  reversalsNano: 0n,
  paidNano: -5_000_000_000n,
  holdbackInNano: 0n,
  holdbackOutNano: 0n,
  netNano: 13_000_000_008n,
  payableCents: 0n,
  carryNano: 13_000_000_008n,
  carryReason: "below_minimum",
};
const input: WaterfallInput = {
  statement,
  last: { carryReason: "below_minimum", minimumNano: 90_000_000_000n, monthName: "October 2026" },
  holdbackNano: 0n,
  paidNano: 5_000_000_000n,
  monthName: "November 2026",
  closesOn: "30 November",
};

test("what is earned and what waits make up the net of the month", () => {
  const [earned, waiting] = waterfall(input);
  expect((earned?.nano ?? 0n) + (waiting?.nano ?? 0n)).toBe(statement.netNano);
});

test("what waits says why it was not paid", () => {
  const why = (last: WaterfallInput["last"]) => waterfall({ ...input, last })[1]?.why;
  expect(why(input.last)).toMatch(/below the minimum payout of \$90\.00/);
  expect(why({ carryReason: null, minimumNano: 90_000_000_000n, monthName: "October 2026" })).toMatch(
    /October 2026 payout run/,
  );
  expect(why(null)).toMatch(/not computed yet/);
});

test("someone who never earned sees zeros, not nothing", () => {
  const steps = waterfall({ ...input, statement: null, last: null, paidNano: 0n });
  expect(steps.map((step) => step.nano)).toEqual([0n, 0n, 0n, 0n]);
});
