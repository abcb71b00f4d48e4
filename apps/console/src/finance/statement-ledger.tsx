import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { nanoOfCents, type StatementAmounts, statementLines } from "./statement-lines.ts";

/** How a net comes about and where it goes, to the nano: each line is exact, so that the sum can be checked by hand. */
export function StatementLedger({ amounts }: { amounts: StatementAmounts }) {
  const lines = statementLines(amounts);
  return (
    <KeyValueList
      look="ledger"
      items={[
        ...lines.map((line) => ({ label: line.label, value: <Money nano={line.nano} precision={9} /> })),
        { label: "Net", value: <Money nano={amounts.netNano} precision={9} />, strong: true },
        { label: "Payable, in whole cents", value: <Money nano={nanoOfCents(amounts.payableCents)} precision={9} /> },
        { label: "Carried over", value: <Money nano={amounts.carryNano} precision={9} /> },
      ]}
    />
  );
}
