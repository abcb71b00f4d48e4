import { Money } from "@tollgate/ui/money";
import { type Prices, priceLines } from "./price-lines.ts";

/** A price list as lines; what follows from another price is not repeated. */
export function PriceList({ prices }: { prices: Prices }) {
  return (
    <dl className="divide-y">
      {priceLines(prices).map((line) => (
        <div key={line.bucket} className="flex items-baseline justify-between gap-6 py-2 first:pt-0 last:pb-0">
          <dt>
            {line.name} <span className="text-ink-faint text-sm">{line.per}</span>
          </dt>
          <dd className="tabular font-medium">
            <Money nano={line.nano} precision="exact" />
          </dd>
        </div>
      ))}
    </dl>
  );
}
