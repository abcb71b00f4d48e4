import { formatMoney } from "@tollgate/ui/format/money";
import { accountName } from "../finance/account-names.ts";
import type { Outputs } from "../trpc/outputs.ts";

export type Booked = Pick<
  Outputs["finance"]["corrections"]["lines"][number],
  "kind" | "amountNano" | "accountType" | "ownerName" | "leavesNano"
>;

/** What approving does to whose account, so that a slip of the pen is seen: a debit that takes more than there is. */
export function bookingWords({ kind, amountNano, accountType, ownerName, leavesNano }: Booked): string {
  const amount = formatMoney(amountNano < 0n ? -amountNano : amountNano, "exact");
  if (kind === "call_refund") return `${ownerName} gets ${amount} of a call back, and each payee gives back its part.`;
  const account = `“${accountName(accountType).name}” of ${ownerName}`;
  const moves = `${account} ${amountNano < 0n ? "falls" : "rises"} by ${amount}`;
  if (leavesNano === null) return `${moves}.`;
  const takesTooMuch = amountNano < 0n && leavesNano < 0n ? ": that is more than there is" : "";
  return `${moves}, to ${formatMoney(leavesNano, "exact")}${takesTooMuch}.`;
}
