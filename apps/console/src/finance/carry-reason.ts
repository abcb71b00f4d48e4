import { formatMoney } from "@tollgate/ui/format/money";

export type CarryReason = "below_minimum" | "negative" | "unverified" | "paused" | "tax_form";

const SHORT: Record<CarryReason, string> = {
  below_minimum: "below the minimum",
  negative: "negative balance",
  unverified: "not verified",
  paused: "paused by finance",
  tax_form: "tax form needed",
};

const SENTENCE: Record<CarryReason, (minimum: string) => string> = {
  below_minimum: (minimum) =>
    `The net is below the minimum payout of ${minimum}, so all of it carries over to the next month.`,
  negative: () => "The net is negative. It is set against what is earned in the months to come.",
  unverified: () => "The payee’s identity is not verified yet. The net carries over until it is.",
  tax_form: () =>
    "A tax form of the payee is needed before more is paid this year. The net carries over until finance has seen one.",
  paused: () =>
    "Finance keeps this payee’s money back while something is looked into. The net carries over until then.",
};

/** What its payee reads of the reasons that name the payee. */
const OWN: Partial<Record<CarryReason, string>> = {
  unverified: "Your identity is not verified yet, so the net carries over. Payouts says what is missing.",
  tax_form:
    "A tax form of yours is needed before more is paid this year. The net carries over until finance has seen one.",
  paused: "Finance keeps your money back while something is looked into. The net carries over until then.",
};

/** Why nothing is paid, in a few words. */
export function carryWord(reason: CarryReason): string {
  return SHORT[reason];
}

/** Why what carries over does; without a reason only what is smaller than a cent does. The minimum is the one that applied to the payee. */
export function carrySentence(reason: CarryReason | null, minimumNano: bigint): string {
  return reason
    ? SENTENCE[reason](formatMoney(minimumNano, 2))
    : "Payouts are whole cents. What is smaller than a cent carries over.";
}

/** The same for the payee. */
export function ownCarrySentence(reason: CarryReason | null, minimumNano: bigint): string {
  return (reason && OWN[reason]) ?? carrySentence(reason, minimumNano);
}
