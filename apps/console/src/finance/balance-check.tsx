import { exactMoney, formatMoney } from "@tollgate/ui/format/money";
import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { Beneath } from "./beneath.tsx";

type TrialBalance = Outputs["finance"]["trialBalance"];

/** The one number that must be zero, shown with the two it comes from. */
export function BalanceCheck({ balance }: { balance: TrialBalance }) {
  const holds = balance.differenceNano === 0n;
  const accounts = balance.lines.reduce((sum, line) => sum + line.accounts, 0);
  const Icon = holds ? CircleCheck : TriangleAlert;
  return (
    <section
      aria-label="Check"
      className={`grid items-center gap-x-10 gap-y-5 rounded-lg border px-6 py-6 shadow-xs lg:grid-cols-[1fr_auto] ${holds ? "border-positive/25 bg-positive-soft" : "border-critical/30 bg-critical-soft"}`}
    >
      <div className="flex items-center gap-5">
        <Icon
          aria-hidden="true"
          strokeWidth={1.5}
          className={`size-11 shrink-0 ${holds ? "text-positive-text" : "text-critical-text"}`}
        />
        <div className="min-w-0">
          <p
            className={`tabular font-semibold text-4xl ${holds ? "text-positive-text" : "text-critical-text"}`}
            title={exactMoney(balance.differenceNano)}
            data-difference-nano={balance.differenceNano.toString()}
          >
            {formatMoney(balance.differenceNano, 9)}
          </p>
          <p className="text-ink">
            {holds
              ? `Debits and credits of ${formatCount(accounts)} accounts are equal to the last digit.`
              : "Debits and credits differ. Stop payouts and look at the ledger audit."}
          </p>
        </div>
      </div>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1 max-sm:grid-cols-1 max-sm:gap-y-0.5">
        {[
          { name: "Debits", nano: balance.debitNano },
          { name: "Credits", nano: balance.creditNano },
        ].map(({ name, nano }) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="text-right font-medium max-sm:text-left">
              <Beneath href="/finance/reports/trial-balance">
                <Money nano={nano} precision={9} />
              </Beneath>
            </dd>
          </div>
        ))}
        <dt className="text-ink-muted">As of</dt>
        <dd className="text-right text-ink-muted max-sm:text-left">
          <Timestamp at={balance.asOf} show="exact" />
        </dd>
      </dl>
    </section>
  );
}
