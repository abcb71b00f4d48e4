import type { Posting } from "@tollgate/ledger/posting";
import { NANO_PER_CENT } from "@tollgate/money/nano";

/** Credit given back: the customer's credit falls by what the processor sends to the card. The fee on the payment stays spent. */
export function refundPostings(workspaceId: string, amountCents: number): Posting[] {
  const amountNano = BigInt(amountCents) * NANO_PER_CENT;
  return [
    { type: "customer_credit", owner: workspaceId, amountNano: -amountNano },
    { type: "processor_cash", owner: "platform", amountNano },
  ];
}
