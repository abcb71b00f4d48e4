import { type CarryReason, ownCarrySentence } from "../finance/carry-reason.ts";
import type { StatementAmounts } from "../finance/statement-lines.ts";

export type WaterfallStep = {
  key: "earned" | "waiting" | "held" | "paid";
  name: string;
  nano: bigint;
  /** Why the money stands here and what moves it on. */
  why: string;
};

export type WaterfallInput = {
  /** This month's statement as it stands; `null` before the first movement. */
  statement: (StatementAmounts & { carryReason: CarryReason | null }) | null;
  /** The newest stored statement, of a month that is closed. */
  last: { carryReason: CarryReason | null; minimumNano: bigint; monthName: string } | null;
  holdbackNano: bigint;
  /** All that was ever paid out, as a positive amount. */
  paidNano: bigint;
  /** The running month and the day after it, as people write them. */
  monthName: string;
  closesOn: string;
};

/** Where every earned nano stands, in the order it moves: earned, waiting for a payout, held back, paid. */
export function waterfall(input: WaterfallInput): WaterfallStep[] {
  const { statement, monthName, closesOn } = input;
  const corrections = statement ? statement.adjustmentsNano + statement.reversalsNano : 0n;
  const earned = statement ? statement.providerEarnedNano + statement.builderEarnedNano + corrections : 0n;
  const waiting = statement ? statement.openingNano + statement.paidNano : 0n;
  return [
    {
      key: "earned",
      name: "Earned, month still open",
      nano: earned,
      why: `${monthName} closes after ${closesOn} (UTC). Then it becomes payable with what waits from before.`,
    },
    { key: "waiting", name: "Waiting for a payout", nano: waiting, why: whyWaiting(waiting, input.last) },
    {
      key: "held",
      name: "Held back",
      nano: input.holdbackNano,
      why:
        input.holdbackNano === 0n
          ? "Nothing is set aside."
          : "Set aside against disputes; each month’s part has its day of release below.",
    },
    {
      key: "paid",
      name: "Paid out",
      nano: input.paidNano,
      why: input.paidNano === 0n ? "No payout has been sent yet." : "Left the marketplace for your account.",
    },
  ];
}

function whyWaiting(waiting: bigint, last: WaterfallInput["last"]): string {
  if (waiting === 0n) return "Nothing is left over from closed months.";
  if (last === null) return "From months that finance has not computed yet.";
  if (last.carryReason === null)
    return `In the ${last.monthName} payout run. It is sent when two people have approved it.`;
  return ownCarrySentence(last.carryReason, last.minimumNano);
}
