import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Stat, StatRow } from "@tollgate/ui/stat";
import type { Outputs } from "../trpc/outputs.ts";

type Balance = Outputs["finance"]["trialBalance"];
type AccountType = Balance["lines"][number]["type"];

const CUSTOMERS = ["customer_credit", "customer_promotional_credit", "sponsored_credit"];
const PAYEES = ["provider_payable", "builder_payable", "payee_holdback"];

/** Where the money is at this moment, and whether the books are right: what finance looks at besides what waits. */
export function MoneyStanding({ balance }: { balance: Balance }) {
  const agrees = balance.differenceNano === 0n;
  return (
    <StatRow>
      <Stat
        label="Cash at the processor"
        value={<Standing nano={-creditOf(balance, ["processor_cash"])} href="/finance/trial-balance/processor_cash" />}
        note="what top-ups brought in, less payouts"
      />
      <Stat
        label="Owed to customers"
        value={<Standing nano={creditOf(balance, CUSTOMERS)} href="/finance/trial-balance/customer_credit" />}
        note="credit they have not used"
      />
      <Stat
        label="Owed to payees"
        value={<Standing nano={creditOf(balance, PAYEES)} href="/finance/payees" />}
        note="providers and builders, with what is held back"
      />
      <Stat
        label="Books"
        value={
          <Link
            href="/finance/trial-balance"
            className={`rounded-sm text-lg hover:underline ${agrees ? "" : "text-critical-text"}`}
          >
            {agrees ? "Agree" : "Do not agree"}
          </Link>
        }
        note={agrees ? "debits are credits, to the nano" : "stop payouts until this is explained"}
      />
    </StatRow>
  );
}

function Standing({ nano, href }: { nano: bigint; href: string }) {
  return (
    <Link href={href} className="rounded-sm hover:underline">
      <Money nano={nano} precision={2} />
    </Link>
  );
}

/** What accounts of these types come to on the credit side; below zero where they stand on the other. */
function creditOf({ lines }: Balance, types: readonly AccountType[]): bigint {
  return lines
    .filter(({ type }) => types.includes(type))
    .reduce((sum, { creditNano, debitNano }) => sum + creditNano - debitNano, 0n);
}
