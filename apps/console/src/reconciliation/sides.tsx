import { formatCount } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import { AREA_WORDS, type Variances } from "./variance-words.ts";

/** The three comparisons of a month as wholes: both sums and what lies between them. */
export function Sides({ sides }: { sides: Variances["sides"] }) {
  return (
    <ul className="grid gap-4 lg:grid-cols-3">
      {sides.map(({ area, compared, oursNano, theirsNano }) => {
        const words = AREA_WORDS[area];
        const difference = theirsNano - oursNano;
        return (
          <li key={area} className="flex flex-col gap-3 rounded-lg border bg-surface px-5 py-4 shadow-xs">
            <div>
              <h2 className="font-semibold">{words.name}</h2>
              <p className="text-ink-muted text-sm">{words.what}</p>
            </div>
            <div className="mt-auto">
              <KeyValueList
                look="ledger"
                items={[
                  { label: "Compared", value: formatCount(compared) },
                  { label: words.theirs, value: <Money nano={theirsNano} precision={2} /> },
                  { label: words.ours, value: <Money nano={oursNano} precision={2} /> },
                  { label: "Difference", value: <Money nano={difference} tone="signed" />, strong: true },
                ]}
              />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
