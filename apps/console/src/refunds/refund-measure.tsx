import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import type { Outputs } from "../trpc/outputs.ts";

type Measure = Outputs["billing"]["previewRefund"];

/** What limits a refund, and what it comes to. */
export function RefundMeasure({ measure }: { measure: Measure }) {
  const money = (nano: bigint) => <Money nano={nano} precision={2} />;
  const { amountNano, refundedNano, disputedNano, availableNano, paidCreditNano, refundableNano } = measure;
  return (
    <KeyValueList
      look="ledger"
      items={[
        { label: "Paid", value: money(amountNano) },
        ...(refundedNano > 0n ? [{ label: "Given back, or on its way", value: money(-refundedNano) }] : []),
        ...(disputedNano > 0n ? [{ label: "Disputed", value: money(-disputedNano) }] : []),
        { label: "Credit that can be spent now", value: money(availableNano) },
        { label: "Bought credit", value: money(paidCreditNano) },
        { label: "Can be given back", value: money(refundableNano), strong: true },
      ]}
    />
  );
}
