import { Money } from "@tollgate/ui/money";

/** One side of a balance to the last digit; an empty side stays empty, as in a ledger. */
export function Side({ nano }: { nano: bigint }) {
  if (nano === 0n)
    return (
      <span className="text-ink-faint" title="0.00 USD">
        –
      </span>
    );
  return <Money nano={nano} precision={9} />;
}
