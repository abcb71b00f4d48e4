import { formatMoney } from "@tollgate/ui/format/money";
import { formatBasisPoints } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";

type Terms = Outputs["finance"]["payoutSettings"][number];

/** The terms in force, in sentences' halves. */
export function PayoutTerms({ terms }: { terms: Terms }) {
  return (
    <KeyValueList
      items={[
        { label: "Smallest payout", value: formatMoney(terms.minimumPayoutNano, 2) },
        {
          label: "Held back of a new payee’s month",
          value: `${formatBasisPoints(terms.holdbackBasisPoints)} for ${terms.holdbackDays} days`,
        },
        { label: "A payee is new for", value: `${terms.newPayeeDays} days from the first earnings` },
        {
          label: "Treated like new above",
          value: `${formatBasisPoints(terms.disputeRateBasisPoints)} of earnings lost in disputes`,
        },
        { label: "Pointed out in review from", value: `${terms.anomalyPercent}% against the month before` },
        {
          label: "Tax form needed",
          value: terms.taxFormFromNano === null ? "Never" : `From ${formatMoney(terms.taxFormFromNano, 2)} a year`,
        },
        { label: "An unclear transfer is asked for again", value: `For ${terms.retryHours} hours, under the same key` },
      ]}
    />
  );
}

/** Every version of the terms, newest first. */
export function PayoutTermsHistory({ versions }: { versions: readonly Terms[] }) {
  return (
    <DataTable
      label="Versions of the terms"
      rows={versions}
      rowKey={({ version }) => `${version}`}
      columns={[
        { key: "note", header: "Why", phone: "title", cell: ({ note }) => note, className: "sm:max-w-80" },
        { key: "version", header: "Version", align: "right", cell: ({ version }) => version },
        {
          key: "minimum",
          header: "Smallest payout",
          align: "right",
          cell: ({ minimumPayoutNano }) => formatMoney(minimumPayoutNano, 2),
        },
        {
          key: "holdback",
          header: "Held back",
          align: "right",
          cell: ({ holdbackBasisPoints, holdbackDays }) =>
            `${formatBasisPoints(holdbackBasisPoints)}, ${holdbackDays} days`,
        },
        { key: "new", header: "New for", align: "right", cell: ({ newPayeeDays }) => `${newPayeeDays} days` },
        {
          key: "disputes",
          header: "Dispute rate",
          align: "right",
          cell: ({ disputeRateBasisPoints }) => formatBasisPoints(disputeRateBasisPoints),
        },
        {
          key: "tax",
          header: "Tax form from",
          align: "right",
          cell: ({ taxFormFromNano }) => (taxFormFromNano === null ? "Never" : formatMoney(taxFormFromNano, 2)),
        },
        {
          key: "by",
          header: "Set by",
          cell: ({ createdBy }) => createdBy ?? <span className="text-ink-faint">Installation</span>,
        },
        { key: "at", header: "Set", align: "right", cell: ({ createdAt }) => <Timestamp at={createdAt} show="date" /> },
      ]}
    />
  );
}
