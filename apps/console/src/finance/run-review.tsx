import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { formatMonth } from "@tollgate/ui/format/time";
import { Money } from "@tollgate/ui/money";
import { Section } from "@tollgate/ui/section";
import { DataTable } from "@tollgate/ui/table";
import { ScanSearch } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { anomalyWords } from "./anomaly-words.ts";
import { nanoOfCents } from "./statement-lines.ts";

type Props = { review: Outputs["finance"]["reviewRun"]; hrefOf: (payeeWorkspaceId: string) => string };

/** A run beside the month before it: the statements a person should look at before approving, and why. */
export function RunReview({ review, hrefOf }: Props) {
  const against = review.previousMonth
    ? `Against ${formatMonth(review.previousMonth)}.`
    : "There is no month before it to compare with.";
  return (
    <Section
      title="Worth a look"
      hint={`${formatCount(review.flaggedPayees)} of ${formatCount(review.payees)} statements are out of the ordinary. ${against}`}
    >
      <DataTable
        label="Worth a look"
        rows={review.flagged}
        rowKey={(row) => row.payeeWorkspaceId}
        rowHref={(row) => hrefOf(row.payeeWorkspaceId)}
        empty={
          <EmptyState icon={ScanSearch} title="Nothing is out of the ordinary">
            First payouts, big changes, lost disputes, adjustments, balances below zero and changed accounts are listed
            here.
          </EmptyState>
        }
        columns={[
          { key: "payee", header: "Payee", phone: "title", cell: (row) => row.payeeName },
          {
            key: "why",
            header: "Why",
            cell: (row) => (
              <ul className="max-sm:text-right">
                {row.anomalies.map((anomaly) => (
                  <li key={anomaly.kind}>{anomalyWords(anomaly)}</li>
                ))}
              </ul>
            ),
          },
          {
            key: "before",
            header: "Earned before",
            align: "right",
            cell: (row) =>
              row.previousEarnedNano === null ? (
                <span className="text-ink-faint">None</span>
              ) : (
                <Money nano={row.previousEarnedNano} precision={2} />
              ),
          },
          {
            key: "earned",
            header: "Earned now",
            align: "right",
            cell: (row) => <Money nano={row.earnedNano} precision={2} />,
          },
          {
            key: "payable",
            header: "Payable",
            align: "right",
            cell: (row) => <Money nano={nanoOfCents(row.payableCents)} precision={2} />,
          },
        ]}
      />
    </Section>
  );
}
