import { formatDate, formatMonth } from "@tollgate/ui/format/time";
import { ownCarrySentence } from "../finance/carry-reason.ts";
import type { Outputs } from "../trpc/outputs.ts";

export type UnpaidPart = Outputs["earnings"]["unpaid"]["parts"][number];

export type UnpaidWords = {
  what: string;
  why: string;
  /** When something changes: a day, or what it waits for. */
  when: string;
};

const HELD: Record<"new_payee" | "dispute_rate", string> = {
  new_payee: "Part of what new payees earn is set aside against disputes.",
  dispute_rate: "Part of it is set aside because customers disputed more than usual.",
};

/** Why a part of what was earned is not paid, and when that changes. */
export function unpaidWords(part: UnpaidPart): UnpaidWords {
  switch (part.why) {
    case "month_open":
      return {
        what: `Earned in ${formatMonth(part.month)}`,
        why: "The month is still running; what it brings is payable once it has closed.",
        when: `Closes on ${formatDate(part.closesAt)}`,
      };
    case "not_computed":
      return {
        what: "Of months that are over",
        why: "Finance has not computed their statements yet.",
        when: "With the next statement",
      };
    case "carried":
      return {
        what: `Carried over from ${formatMonth(part.month)}`,
        why: ownCarrySentence(part.reason, part.minimumNano),
        when: `Looked at again on ${formatDate(part.nextAt)}`,
      };
    case "in_run":
      return {
        what: `Payout for ${formatMonth(part.month)}`,
        why: part.isApproved ? "Approved, and about to be sent." : "It is sent when two people have approved the run.",
        when: part.isApproved ? "Next" : "Waits for approval",
      };
    case "sending":
      return {
        what: "On its way",
        why: "The payment processor has been asked to send it.",
        when: `Since ${formatDate(part.since)}`,
      };
    case "failed":
      return {
        what: `Payout for ${formatMonth(part.month)}`,
        why: part.problem ? `It could not be sent: ${part.problem}` : "It was not sent before the next month closed.",
        when: `Tried again, or part of the statement of ${formatDate(part.nextAt)}`,
      };
    case "held":
      return {
        what: `Held back of ${formatMonth(part.month)}`,
        why: HELD[part.reason],
        when: `Released on ${formatDate(part.releaseAt)}, payable from ${formatDate(part.payableAt)}`,
      };
    case "disputed":
      return {
        what: "Frozen by a dispute",
        why: `A customer contests a payment behind these fees (${part.disputeId}). If the bank sides with us, they are yours again.`,
        when: `The bank decides; open since ${formatDate(part.since)}`,
      };
  }
}
