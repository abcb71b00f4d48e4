import { NANO_PER_CENT, NANO_PER_USD } from "@tollgate/money/nano";
import fc from "fast-check";
import { expect, it } from "vitest";
import { monthOf } from "./months.ts";
import { FIRST_PAYOUT_SETTINGS } from "./payout-settings.ts";
import { computeRunHash, createRunHasher } from "./run-hash.ts";
import { computeStatement, type StatementInput } from "./statement.ts";

const month = monthOf(new Date("2026-10-05T00:00:00Z"));
const limit = 10n ** 17n;
const signed = fc.bigInt({ min: -limit, max: limit });
const positive = fc.bigInt({ min: 0n, max: limit });
const input: fc.Arbitrary<StatementInput> = fc.record({
  payeeWorkspaceId: fc.stringMatching(/^wsp_[0-9a-z]{20}$/),
  month: fc.constant(month),
  openingNano: signed,
  providerEarnedNano: positive,
  builderEarnedNano: positive,
  adjustmentsNano: signed,
  reversalsNano: signed,
  paidNano: signed,
  holdbackInNano: positive,
  holdbackOutNano: positive,
  isVerified: fc.boolean(),
  ownMinimumNano: fc.option(positive),
  isPaused: fc.boolean(),
  hasTaxForm: fc.boolean(),
  paidThisYearNano: positive,
});
const nothing: StatementInput = {
  payeeWorkspaceId: "wsp_a",
  month,
  openingNano: 0n,
  providerEarnedNano: 0n,
  builderEarnedNano: 0n,
  adjustmentsNano: 0n,
  reversalsNano: 0n,
  paidNano: 0n,
  holdbackInNano: 0n,
  holdbackOutNano: 0n,
  isVerified: true,
  ownMinimumNano: null,
  isPaused: false,
  hasTaxForm: false,
  paidThisYearNano: 0n,
};

it("net is payable cents plus carry, exactly, and nothing negative is ever payable", () => {
  fc.assert(
    fc.property(input, (one) => {
      const statement = computeStatement(one, FIRST_PAYOUT_SETTINGS);
      expect(statement.netNano).toBe(statement.payableCents * NANO_PER_CENT + statement.carryNano);
      expect(statement.payableCents >= 0n).toBe(true);
      if (statement.carryReason === null) {
        expect(statement.netNano >= FIRST_PAYOUT_SETTINGS.minimumPayoutNano).toBe(true);
        expect(statement.carryNano >= 0n && statement.carryNano < NANO_PER_CENT).toBe(true);
      } else {
        expect(statement.payableCents).toBe(0n);
      }
    }),
  );
});

it("computing again gives the same hash, and any other input another one", () => {
  const amounts = [
    "openingNano",
    "providerEarnedNano",
    "builderEarnedNano",
    "adjustmentsNano",
    "holdbackInNano",
  ] as const;
  fc.assert(
    fc.property(input, fc.constantFrom(...amounts), (one, field) => {
      const { hash } = computeStatement(one, FIRST_PAYOUT_SETTINGS);
      expect(computeStatement({ ...one }, FIRST_PAYOUT_SETTINGS).hash).toBe(hash);
      expect(computeStatement({ ...one, [field]: one[field] + 1n }, FIRST_PAYOUT_SETTINGS).hash).not.toBe(hash);
    }),
  );
});

it("tells two statements with the same net but other parts apart", () => {
  const asProvider = computeStatement({ ...nothing, providerEarnedNano: 5n }, FIRST_PAYOUT_SETTINGS);
  const asBuilder = computeStatement({ ...nothing, builderEarnedNano: 5n }, FIRST_PAYOUT_SETTINGS);
  expect(asProvider.netNano).toBe(asBuilder.netNano);
  expect(asProvider.hash).not.toBe(asBuilder.hash);
});

it("the run hash does not depend on the order in which statements come", () => {
  const payees = fc.uniqueArray(input, { selector: (one) => one.payeeWorkspaceId, maxLength: 8 });
  fc.assert(
    fc.property(payees, fc.infiniteStream(fc.nat()), (inputs, keys) => {
      const statements = inputs.map((one) => computeStatement(one, FIRST_PAYOUT_SETTINGS));
      const shuffled = statements
        .map((statement) => ({ statement, key: keys.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ statement }) => statement);
      expect(computeRunHash(shuffled)).toBe(computeRunHash(statements));
    }),
  );
});

it("the streaming hash refuses a payee out of order or twice", () => {
  const hasher = createRunHasher();
  hasher.add({ payeeWorkspaceId: "wsp_b", hash: "1" });
  expect(() => hasher.add({ payeeWorkspaceId: "wsp_b", hash: "1" })).toThrow("ascend");
  expect(() => hasher.add({ payeeWorkspaceId: "wsp_a", hash: "1" })).toThrow("ascend");
});

it.each([
  { name: "one nano below the minimum", net: 25n * NANO_PER_USD - 1n, cents: 0n, reason: "below_minimum" },
  { name: "exactly the minimum", net: 25n * NANO_PER_USD, cents: 2500n, reason: null },
  { name: "a part below a cent", net: 25n * NANO_PER_USD + NANO_PER_CENT - 1n, cents: 2500n, reason: null },
  { name: "a debt", net: -1n, cents: 0n, reason: "negative" },
  { name: "nothing", net: 0n, cents: 0n, reason: "below_minimum" },
])("$name: pays whole cents or carries with a reason", ({ net, cents, reason }) => {
  const statement = computeStatement({ ...nothing, adjustmentsNano: net }, FIRST_PAYOUT_SETTINGS);
  expect(statement).toMatchObject({ payableCents: cents, carryReason: reason });
});

it("carries everything of a payee who cannot be paid yet, and says why", () => {
  const earned = { ...nothing, providerEarnedNano: 100n * NANO_PER_USD };
  const carried = { payableCents: 0n, carryNano: 100n * NANO_PER_USD };
  for (const [state, carryReason] of [
    [{ isVerified: false }, "unverified"],
    [{ isPaused: true }, "paused"],
    [{ ownMinimumNano: 100n * NANO_PER_USD + 1n }, "below_minimum"],
  ] as const)
    expect(computeStatement({ ...earned, ...state }, FIRST_PAYOUT_SETTINGS)).toMatchObject({ ...carried, carryReason });
});

it("a payee's own minimum can be higher than the platform's but not lower", () => {
  const low = { ...nothing, providerEarnedNano: 24n * NANO_PER_USD, ownMinimumNano: 1n };
  expect(computeStatement(low, FIRST_PAYOUT_SETTINGS).carryReason).toBe("below_minimum");
});

it("other settings give another hash although nothing else differs", () => {
  const later = { ...FIRST_PAYOUT_SETTINGS, version: 2 };
  expect(computeStatement(nothing, later).hash).not.toBe(computeStatement(nothing, FIRST_PAYOUT_SETTINGS).hash);
});

it("without a tax form nothing is paid once the year's payouts would reach what needs one; with it, or without the rule, it is", () => {
  const settings = { ...FIRST_PAYOUT_SETTINGS, taxFormFromNano: 600n * NANO_PER_USD };
  const earned = { ...nothing, providerEarnedNano: 100n * NANO_PER_USD };
  const reason = (more: Partial<StatementInput>) => computeStatement({ ...earned, ...more }, settings).carryReason;
  expect(reason({ paidThisYearNano: 499n * NANO_PER_USD })).toBeNull();
  expect(reason({ paidThisYearNano: 500n * NANO_PER_USD })).toBe("tax_form");
  expect(reason({ paidThisYearNano: 500n * NANO_PER_USD, hasTaxForm: true })).toBeNull();
  const unruled = computeStatement({ ...earned, paidThisYearNano: 9_000n * NANO_PER_USD }, FIRST_PAYOUT_SETTINGS);
  expect(unruled.carryReason).toBeNull();
});
