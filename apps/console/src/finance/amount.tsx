import { type Nano, readNano } from "@tollgate/ui/format/money";
import { Money } from "@tollgate/ui/money";

/** An amount in a column of amounts: the same decimals for all, and a zero that does not shout. */
export function Amount({ nano, precision = 2 }: { nano: Nano; precision?: number }) {
  const value = readNano(nano);
  if (value === 0n) return <Money nano={value} precision={precision} className="text-ink-faint" />;
  return <Money nano={value} precision={isSmaller(value, precision) ? "auto" : precision} />;
}

/** A few nano-USD must not read as nothing. */
function isSmaller(value: bigint, precision: number): boolean {
  return (value < 0n ? -value : value) < 5n * 10n ** BigInt(8 - precision);
}
