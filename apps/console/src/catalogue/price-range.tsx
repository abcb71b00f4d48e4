import { Money } from "@tollgate/ui/money";

type Props = { range: { readonly fromNano: bigint; readonly toNano: bigint } | null };

/** Lowest and highest price among a model's providers; one number when they agree. */
export function PriceRange({ range }: Props) {
  if (!range) return <span className="text-ink-faint">Not offered</span>;
  if (range.fromNano === range.toNano) return <Money nano={range.fromNano} />;
  return (
    <span className="whitespace-nowrap">
      <Money nano={range.fromNano} /> <span className="text-ink-faint">to</span>{" "}
      <Money nano={range.toNano} tone="muted" />
    </span>
  );
}
