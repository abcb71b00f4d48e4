import fc from "fast-check";
import { expect, it } from "vitest";
import { decideHoldback, type HoldbackFacts } from "./holdback.ts";
import { monthBounds, monthOf } from "./months.ts";
import { FIRST_PAYOUT_SETTINGS } from "./payout-settings.ts";

const month = monthOf(new Date("2026-10-05T00:00:00Z"));
const { end } = monthBounds(month);
const DAY_MS = 86_400_000;
const facts: HoldbackFacts = {
  month,
  providerEarnedNano: 1_000_000_019n,
  builderEarnedNano: 9n,
  firstEarnedAt: new Date(end.getTime() - 200 * DAY_MS),
  quarterEarnedNano: 10_000n,
  quarterDisputedNano: 0n,
};

it("holds a tenth of each side for ninety days, rounded down", () => {
  const firstEarnedAt = new Date(end.getTime() - 89 * DAY_MS);
  expect(decideHoldback({ ...facts, firstEarnedAt }, FIRST_PAYOUT_SETTINGS)).toEqual({
    kind: "hold",
    reason: "new_payee",
    providerNano: 100_000_001n,
    builderNano: 0n,
    releaseAt: new Date("2027-01-30T00:00:00Z"),
  });
});

it("knows a payee from the ninetieth day on", () => {
  const firstEarnedAt = new Date(end.getTime() - 90 * DAY_MS);
  expect(decideHoldback({ ...facts, firstEarnedAt }, FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "none" });
});

it("holds from a known payee only above the dispute rate, not at it", () => {
  const at = decideHoldback({ ...facts, quarterDisputedNano: 40n }, FIRST_PAYOUT_SETTINGS);
  const above = decideHoldback({ ...facts, quarterDisputedNano: 41n }, FIRST_PAYOUT_SETTINGS);
  expect([at.kind, above]).toEqual(["none", expect.objectContaining({ kind: "hold", reason: "dispute_rate" })]);
});

it("holds nothing from who earned nothing, and never more than the share", () => {
  const amounts = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
  fc.assert(
    fc.property(
      amounts,
      amounts,
      fc.integer({ min: 0, max: 10_000 }),
      (providerEarnedNano, builderEarnedNano, share) => {
        const settings = { ...FIRST_PAYOUT_SETTINGS, holdbackBasisPoints: share };
        const earned = { ...facts, firstEarnedAt: monthBounds(month).start, providerEarnedNano, builderEarnedNano };
        const decision = decideHoldback(earned, settings);
        if (decision.kind === "none") return;
        for (const [held, of] of [
          [decision.providerNano, providerEarnedNano],
          [decision.builderNano, builderEarnedNano],
        ] as const) {
          expect(held >= 0n).toBe(true);
          expect(held * 10_000n <= (of > 0n ? of : 0n) * BigInt(share)).toBe(true);
        }
      },
    ),
  );
  expect(decideHoldback({ ...facts, firstEarnedAt: null }, FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "none" });
});
