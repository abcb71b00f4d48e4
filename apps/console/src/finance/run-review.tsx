import { EmptyState } from "@tollgate/ui/empty-state";
import { counted, formatCount } from "@tollgate/ui/format/number";
import { formatMonth } from "@tollgate/ui/format/time";
import { Money } from "@tollgate/ui/money";
import { Section } from "@tollgate/ui/section";
import { DataTable } from "@tollgate/ui/table";
import { ScanSearch } from "lucide-react";
import type { Outputs } from "../trpc/outputs.ts";
import { anomalyWords } from "./anomaly-words.ts";
import { Beneath } from "./beneath.tsx";
import { earnedOf, nanoOfCents } from "./statement-lines.ts";

type Review = Outputs["finance"]["reviewRun"];
type Totals = Outputs["finance"]["run"]["run"]["totals"];
type Props = { review: Review; totals: Totals; month: string; hrefOf: (payeeWorkspaceId: string) => string };

/** A run beside the month before it: the statements a person should look at before approving, and why. */
export function RunReview({ review, totals, month, hrefOf }: Props) {
  const against = review.previous
    ? `Against ${formatMonth(review.previous.month)}.`
    : "There is no month before it to compare with.";
  return (
    <div className="flex flex-col gap-8">
      {review.previous ? <Against previous={review.previous} totals={totals} month={month} /> : null}
      <Flagged review={review} against={against} hrefOf={hrefOf} />
    </div>
  );
}

/** The two months as wholes. */
type AgainstProps = { previous: NonNullable<Review["previous"]>; totals: Totals; month: string };

function Against({ previous, totals, month }: AgainstProps) {
  const payables = (period: string) => `/finance/reports/payables?period=${period}`;
  const rows = [
    { what: "Earned", before: previous.earnedNano, now: earnedOf(totals) },
    { what: "Payable", before: nanoOfCents(previous.payableCents), now: nanoOfCents(totals.payableCents) },
  ];
  const came = `${formatCount(previous.newPayees)} new`;
  const went = `${formatCount(previous.gonePayees)} without a statement now`;
  return (
    <Section
      title={`Against ${formatMonth(previous.month)}`}
      hint={`${counted(totals.payees, "payee")}, ${formatCount(previous.payees)} then: ${came}, ${went}.`}
    >
      <DataTable
        label={`Against ${formatMonth(previous.month)}`}
        rows={rows}
        rowKey={(row) => row.what}
        columns={[
          { key: "what", header: "Of all payees", phone: "title", cell: (row) => row.what },
          {
            key: "before",
            header: formatMonth(previous.month),
            align: "right",
            cell: (row) => (
              <Beneath href={payables(previous.month)}>
                <Money nano={row.before} precision={2} />
              </Beneath>
            ),
          },
          {
            key: "now",
            header: "This run",
            align: "right",
            cell: (row) => (
              <Beneath href={payables(month)}>
                <Money nano={row.now} precision={2} />
              </Beneath>
            ),
          },
          {
            key: "change",
            header: "Change",
            align: "right",
            cell: (row) => <Money nano={row.now - row.before} precision={2} tone="signed" />,
          },
        ]}
      />
    </Section>
  );
}

type FlaggedProps = Pick<Props, "review" | "hrefOf"> & { against: string };

function Flagged({ review, against, hrefOf }: FlaggedProps) {
  return (
    <Section
      title="Worth a look"
      hint={`${formatCount(review.flaggedPayees)} of ${counted(review.payees, "statement")} ${review.flaggedPayees === 1 ? "is" : "are"} out of the ordinary. ${against}`}
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
