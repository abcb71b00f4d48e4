import { Meter } from "@tollgate/ui/meter";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";

type Props = {
  spentNano: bigint;
  limitNano: bigint | null;
  /** When the budget starts over; `null` when it never does. */
  endsAt: Date | null;
  label: string;
};

/** What is used of a budget. Without a limit there is nothing to measure. */
export function Budget({ spentNano, limitNano, endsAt, label }: Props) {
  if (limitNano === null) return <span className="text-ink-faint">No limit</span>;
  return (
    <div className="flex w-44 max-w-full flex-col gap-1.5 max-sm:ml-auto max-sm:items-end">
      <span className="tabular whitespace-nowrap">
        <Money nano={spentNano} precision={2} /> <span className="text-ink-faint">of</span>{" "}
        <Money nano={limitNano} precision={2} />
      </span>
      <Meter label={label} value={spentNano} max={limitNano} />
      {endsAt ? (
        <span className="text-ink-faint text-xs">
          starts over <Timestamp at={endsAt} />
        </span>
      ) : null}
    </div>
  );
}
