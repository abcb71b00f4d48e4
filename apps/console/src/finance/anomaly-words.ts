import { formatMoney } from "@tollgate/ui/format/money";
import type { Outputs } from "../trpc/outputs.ts";

export type Anomaly = Outputs["finance"]["reviewRun"]["flagged"][number]["anomalies"][number];

/** What is out of the ordinary about a statement, in a few words. */
export function anomalyWords(anomaly: Anomaly): string {
  switch (anomaly.kind) {
    case "first_payout":
      return "First payout";
    case "much_more":
      return `Earned ${anomaly.percent}% more than the month before`;
    case "much_less":
      return `Earned ${-anomaly.percent}% less than the month before`;
    case "disputes_lost":
      return `Lost ${formatMoney(-anomaly.nano, 2)} to disputes and reversals`;
    case "adjusted":
      return `Adjusted by ${formatMoney(anomaly.nano, 2)}`;
    case "went_negative":
      return "Went below zero";
    case "account_changed":
      return "The account it goes to changed since the last payout";
  }
}
