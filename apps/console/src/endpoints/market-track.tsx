import { formatMoney } from "@tollgate/ui/format/money";
import { positionOf, type Range, standingSentence } from "./market.ts";

type Props = {
  name: string;
  nano: bigint | null;
  market: Range | null;
  /** How the price itself is called. */
  whose?: string;
};

/** A price on the track of what others ask for the same model. */
export function MarketTrack({ name, nano, market, whose = "Yours," }: Props) {
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium text-sm">{name}</span>
        <span className="tabular text-ink-muted text-sm">
          {market
            ? market.fromNano === market.toNano
              ? `${formatMoney(market.fromNano, "exact")} / M`
              : `${formatMoney(market.fromNano, "exact")} – ${formatMoney(market.toNano, "exact")} / M`
            : "no offers yet"}
        </span>
      </div>
      <Track nano={nano} market={market} />
      <p className="text-ink-faint text-sm">
        {nano === null
          ? market
            ? "Enter a price to see where it stands."
            : "You set the first price for this model."
          : `${whose} ${formatMoney(nano, "exact")}: ${standingSentence(nano, market)}.`}
      </p>
    </div>
  );
}

function Track({ nano, market }: Pick<Props, "nano" | "market">) {
  const place = market ? positionOf(nano ?? market.fromNano, market) : null;
  return (
    <div aria-hidden="true" className="telling-colour relative mx-1.5 my-2.5 h-1.5 rounded-full bg-hover">
      {place ? (
        <span
          className="absolute inset-y-0 min-w-1.5 rounded-full bg-leg-platform opacity-60"
          style={{ left: `${place.fromPercent}%`, right: `${100 - place.toPercent}%` }}
        />
      ) : null}
      {place && nano !== null ? (
        <span
          className="absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface bg-ink"
          style={{ left: `${place.atPercent}%` }}
        />
      ) : null}
    </div>
  );
}
