import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { Beneath } from "./beneath.tsx";
import { lineHref } from "./line-href.ts";
import { nanoOfCents, type StatementAmounts, statementLines } from "./statement-lines.ts";

type Props = {
  amounts: StatementAmounts;
  /** For finance: whose entries of which month the lines are made of; a payee of `null` is all of them. */
  month?: string;
  payeeId?: string | null;
};

/** How a net comes about and where it goes, to the nano: each line is exact, so that the sum can be checked by hand. */
export function StatementLedger({ amounts, month, payeeId }: Props) {
  const lines = statementLines(amounts);
  return (
    <KeyValueList
      look="ledger"
      items={[
        ...lines.map((line) => {
          const value = <Money nano={line.nano} precision={9} />;
          const isLinked = month !== undefined && payeeId !== undefined && line.nano !== 0n;
          return {
            label: line.label,
            value: isLinked ? <Beneath href={lineHref(line.key, { month, payeeId })}>{value}</Beneath> : value,
          };
        }),
        { label: "Net", value: <Money nano={amounts.netNano} precision={9} />, strong: true },
        { label: "Payable, in whole cents", value: <Money nano={nanoOfCents(amounts.payableCents)} precision={9} /> },
        { label: "Carried over", value: <Money nano={amounts.carryNano} precision={9} /> },
      ]}
    />
  );
}
