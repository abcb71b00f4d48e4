import { expect, it } from "vitest";
import { findAnomalies, type Reviewed } from "./anomalies.ts";
import { FIRST_PAYOUT_SETTINGS } from "./payout-settings.ts";

const usd = (amount: bigint) => amount * 1_000_000_000n;
const quiet: Reviewed = {
  statement: {
    netNano: usd(100n),
    payableCents: 10_000n,
    adjustmentsNano: 0n,
    reversalsNano: 0n,
    providerEarnedNano: usd(100n),
    builderEarnedNano: 0n,
  },
  previous: { netNano: usd(90n), providerEarnedNano: usd(90n), builderEarnedNano: 0n },
  accountChanged: false,
};
const kinds = (more: Partial<Reviewed["statement"]>, rest: Partial<Reviewed> = {}) =>
  findAnomalies({ ...quiet, ...rest, statement: { ...quiet.statement, ...more } }, FIRST_PAYOUT_SETTINGS).map(
    (one) => one.kind,
  );

it("an ordinary month has nothing to point out", () => expect(kinds({})).toEqual([]));

it("points out what a reviewer would ask about", () => {
  expect(kinds({}, { previous: null })).toEqual(["first_payout"]);
  expect(kinds({ providerEarnedNano: usd(136n) })).toEqual(["much_more"]);
  expect(kinds({ providerEarnedNano: usd(44n) })).toEqual(["much_less"]);
  expect(kinds({ reversalsNano: -1n })).toEqual(["disputes_lost"]);
  expect(kinds({ adjustmentsNano: 1n })).toEqual(["adjusted"]);
  expect(kinds({ netNano: -1n, payableCents: 0n })).toEqual(["went_negative"]);
  expect(kinds({}, { accountChanged: true })).toEqual(["account_changed"]);
});

it("says nothing about exactly the threshold, small amounts, or money that does not leave", () => {
  expect(kinds({ providerEarnedNano: usd(135n) })).toEqual([]);
  const small = { netNano: usd(1n), providerEarnedNano: usd(1n), builderEarnedNano: 0n };
  expect(kinds({ providerEarnedNano: usd(9n) }, { previous: small })).toEqual([]);
  expect(kinds({ payableCents: 0n }, { accountChanged: true, previous: null })).toEqual([]);
});
