import type { MoneyPrecision, Nano } from "./format/money.ts";
import { formatBasisPoints } from "./format/number.ts";
import { sharesOf } from "./format/split.ts";
import { Money } from "./money.tsx";

export type SplitBarProps = {
  /** The three legs of a charge in nano-USD, none negative. */
  providerNano: Nano;
  platformNano: Nano;
  builderNano: Nano;
  /** Names beside the amounts, when the receipt knows them. */
  names?: { provider?: string; platform?: string; builder?: string };
  legend?: boolean;
  /** Fix the decimals where the amounts should line up. */
  precision?: MoneyPrecision;
};

/** How one charge, or a period's charges, is divided between the three who earn from it. */
export function SplitBar({ providerNano, platformNano, builderNano, names, legend = true, precision }: SplitBarProps) {
  const shares = sharesOf([providerNano, platformNano, builderNano]);
  const legs = [
    { key: "provider", name: names?.provider ?? "Provider", nano: providerNano, fill: "bg-leg-provider" },
    { key: "platform", name: names?.platform ?? "Platform", nano: platformNano, fill: "bg-leg-platform" },
    { key: "builder", name: names?.builder ?? "Builder", nano: builderNano, fill: "bg-leg-builder" },
  ].map((leg, index) => ({ ...leg, share: shares[index] ?? 0 }));
  const spoken = legs.map((leg) => `${leg.name} ${formatBasisPoints(leg.share)}`).join(", ");
  return (
    <div className="flex flex-col gap-3">
      <div
        role="img"
        aria-label={spoken}
        className="telling-colour flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-hover"
      >
        {legs.map((leg) =>
          leg.share > 0 ? (
            <span
              key={leg.key}
              className={`${leg.fill} min-w-0.5 first:rounded-l-full last:rounded-r-full`}
              style={{ flexGrow: leg.share, flexBasis: 0 }}
            />
          ) : null,
        )}
      </div>
      {legend ? (
        <ul className="flex flex-col gap-1.5">
          {legs.map((leg) => (
            <li key={leg.key} className="flex items-center gap-2.5">
              <span aria-hidden="true" className={`telling-colour size-2.5 shrink-0 rounded-xs ${leg.fill}`} />
              <span className="min-w-0 flex-1 truncate text-ink-muted">{leg.name}</span>
              <span className="tabular w-14 text-right text-ink-faint text-sm">{formatBasisPoints(leg.share)}</span>
              <span className="w-28 text-right">
                <Money nano={leg.nano} precision={precision} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
