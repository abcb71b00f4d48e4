import { formatCount } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { Beneath } from "../finance/beneath.tsx";
import { entriesHref } from "../ledger/entry-query.ts";
import { AREA_WORDS, type Variances } from "./variance-words.ts";

type Area = Variances["sides"][number]["area"];

/** The three comparisons of a month as wholes: both sums and what lies between them. */
export function Sides({ sides, month }: { sides: Variances["sides"]; month: string }) {
  return (
    <ul className="grid gap-4 lg:grid-cols-3">
      {sides.map(({ area, compared, oursNano, theirsNano }) => {
        const words = AREA_WORDS[area];
        const difference = theirsNano - oursNano;
        const beneath = beneathOf(area, month);
        return (
          <li key={area} className="flex flex-col gap-3 rounded-lg border bg-surface px-5 py-4 shadow-xs">
            <div>
              <h2 className="font-semibold">{words.name}</h2>
              <p className="text-ink-muted text-sm">{words.what}</p>
            </div>
            <div className="mt-auto">
              <KeyValueList
                look="ledger"
                items={[
                  { label: "Compared", value: formatCount(compared) },
                  { label: words.theirs, value: <Led href={beneath.theirs} nano={theirsNano} /> },
                  { label: words.ours, value: <Led href={beneath.ours} nano={oursNano} /> },
                  { label: "Difference", value: <Money nano={difference} tone="signed" />, strong: true },
                ]}
              />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Led({ href, nano }: { href: string; nano: bigint }) {
  const amount = <Money nano={nano} precision={2} />;
  return nano === 0n ? amount : <Beneath href={href}>{amount}</Beneath>;
}

/** What the two sums of an area are made of: their list, and our entries or calls. */
function beneathOf(area: Area, month: string): { ours: string; theirs: string } {
  const transactions = `/finance/reconciliation/transactions?month=${month}`;
  if (area === "invoices") {
    const costs = `/finance/reports/provider-costs?period=${month}`;
    return { ours: costs, theirs: costs };
  }
  const types = ["processor_cash"] as const;
  if (area === "payouts")
    return {
      ours: entriesHref({ types, kinds: ["payout_paid"], month, span: "month" }),
      theirs: `${transactions}&category=transfer`,
    };
  return { ours: entriesHref({ types, month, span: "month" }), theirs: transactions };
}
