import { assertBalanced, type Posting } from "@tollgate/ledger/posting";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type DisputeSums, lostPostings, openPostings, share, wonPostings } from "./dispute-postings.ts";

const nano = (max: bigint) => fc.bigInt({ min: 0n, max });
const sums: fc.Arbitrary<DisputeSums> = fc.record({
  workspaceId: fc.constant("wsp_c"),
  amountNano: fc.bigInt({ min: 1n, max: 10n ** 13n }),
  feeNano: nano(10n ** 10n),
  frozenNano: nano(10n ** 13n),
  builders: fc.uniqueArray(
    fc.record({
      builderWorkspaceId: fc.constantFrom("wsp_1", "wsp_2", "wsp_3"),
      amountNano: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    }),
    { selector: (one) => one.builderWorkspaceId },
  ),
});

function of(type: string, ...journals: Posting[][]): bigint {
  return journals
    .flat()
    .filter((one) => one.type === type)
    .reduce((sum, { amountNano }) => sum + amountNano, 0n);
}

/** A journal of nothing is never posted. */
function balanced(kind: "dispute_open" | "dispute_won" | "dispute_lost", postings: Posting[]): Posting[] {
  if (postings.length > 0) assertBalanced({ kind, postings });
  return postings;
}

test("won, everybody has what they had; only the fee is gone", () => {
  fc.assert(
    fc.property(sums, (one) => {
      const journals = [balanced("dispute_open", openPostings(one)), balanced("dispute_won", wonPostings(one))];
      expect(of("customer_credit", ...journals)).toBe(0n);
      expect(of("builder_payable", ...journals)).toBe(0n);
      expect(of("dispute_clearing", ...journals)).toBe(0n);
      expect(of("processor_cash", ...journals)).toBe(one.feeNano);
    }),
  );
});

test("lost, the customer pays first, then the builders, then the platform, and clearing is empty", () => {
  fc.assert(
    fc.property(sums, nano(10n ** 12n), (one, spendable) => {
      const journals = [
        balanced("dispute_open", openPostings(one)),
        balanced("dispute_lost", lostPostings(one, spendable)),
      ];
      const [customer, builders] = [-of("customer_credit", ...journals), -of("builder_payable", ...journals)];
      const platform = -of("bad_debt", ...journals);
      expect(customer + builders + platform).toBe(one.amountNano);
      expect(of("dispute_clearing", ...journals)).toBe(0n);
      if (builders > 0n) expect(customer).toBe(one.frozenNano + spendable);
      if (platform > 0n) expect(builders).toBe(one.builders.reduce((sum, share_) => sum + share_.amountNano, 0n));
    }),
  );
});

test("nobody gives more than their share", () => {
  fc.assert(
    fc.property(sums, nano(1_000_000n), ({ builders }, millionths) => {
      const all = builders.reduce((sum, { amountNano }) => sum + amountNano, 0n);
      const amount = (all * millionths) / 1_000_000n;
      const parts = share(amount, builders);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
      for (const [index, part] of parts.entries()) expect(part <= (builders[index]?.amountNano ?? 0n)).toBe(true);
    }),
  );
});
