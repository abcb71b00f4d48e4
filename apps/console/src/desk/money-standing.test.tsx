import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MoneyStanding } from "./money-standing.tsx";

type Balance = Parameters<typeof MoneyStanding>[0]["balance"];

const USD = 1_000_000_000n;
const line = (type: string, debitUsd: bigint, creditUsd: bigint): Balance["lines"][number] => ({
  ...{ type, normalSide: "credit", accounts: 1, debitNano: debitUsd * USD, creditNano: creditUsd * USD },
});
const BOOKS: Balance = {
  asOf: new Date(0),
  lines: [
    line("processor_cash", 100n, 0n),
    line("customer_credit", 5n, 60n),
    line("customer_promotional_credit", 0n, 2n),
    line("provider_payable", 0n, 30n),
    line("payee_holdback", 0n, 3n),
    line("platform_fee_revenue", 0n, 10n),
  ],
  ...{ debitNano: 105n * USD, creditNano: 105n * USD, differenceNano: 0n },
};
const textOf = (balance: Balance) => renderToStaticMarkup(<MoneyStanding balance={balance} />);

test("each figure is the sum of its accounts, less what stands on the other side", () => {
  const amounts = [...textOf(BOOKS).matchAll(/\$([\d.]+)</g)].map(([, amount]) => amount);
  expect(amounts).toEqual(["100.00", "57.00", "33.00"]);
});

test("books that do not agree are said to, and what to do", () => {
  expect(textOf(BOOKS)).toContain("debits are credits");
  const html = textOf({ ...BOOKS, differenceNano: 1n });
  expect(html).toContain("Do not agree");
  expect(html).toContain("stop payouts until this is explained");
});
