import { formatMoney } from "@tollgate/ui/format/money";
import { formatCount } from "@tollgate/ui/format/number";
import { formatDayMonth } from "@tollgate/ui/format/time";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Money } from "@tollgate/ui/money";
import type { Outputs } from "../trpc/outputs.ts";
import { changeWords } from "./change-words.ts";

export type Replay = Outputs["apps"]["replayMargin"];

/** What a proposal would have earned, of it what rests on consent, and what it means for a customer. */
export function MarginRevenue({ replay, changed }: { replay: Replay; changed: boolean }) {
  const { total, consent } = replay;
  const difference = total.proposedNano - total.todayNano;
  if (total.calls === 0)
    return (
      <p className="text-ink-muted">
        No customer called in these days. As soon as calls are settled, every margin you write here is laid over them.
      </p>
    );
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="text-ink-muted text-sm">You would have earned</p>
        <p className="font-semibold text-3xl">
          <Money nano={total.proposedNano} precision={4} />
        </p>
        <p className="text-sm">
          {difference === 0n ? (
            <span className="text-ink-muted">
              {changed ? "the same as at today’s margin" : "at today’s margin. Change a part to compare."}
            </span>
          ) : (
            <>
              <span className={difference > 0n ? "font-medium text-positive-text" : "font-medium text-critical-text"}>
                {difference > 0n ? "+" : ""}
                {formatMoney(difference, 4)}
              </span>{" "}
              <span className="text-ink-muted">against today’s margin</span>
            </>
          )}
        </p>
      </div>
      <KeyValueList
        look="ledger"
        items={[
          { label: "Calls", value: formatCount(total.calls) },
          { label: "As it was charged", value: <Money nano={total.chargedNano} precision={4} /> },
          { label: "At today’s margin", value: <Money nano={total.todayNano} precision={4} /> },
          { label: "Certain", value: <Money nano={consent.certainNano} precision={4} /> },
          { label: "Rests on consent", value: <Money nano={consent.restsOnNano} precision={4} /> },
          ...(consent.leftNano > 0n
            ? [{ label: "Of customers who left", value: <Money nano={consent.leftNano} precision={4} /> }]
            : []),
          { label: "Customers to ask", value: formatCount(consent.customers) },
          { label: "Median customer pays", value: changeWords(replay.medianPriceChange) },
        ]}
      />
      <p className="text-ink-faint text-sm">
        {replay.summedCalls === 0
          ? "Every call was priced again from its own units and pinned price, to the nano."
          : `Since ${formatDayMonth(new Date(replay.exactFrom))} every call was priced again. ${formatCount(replay.summedCalls)} earlier ones come from daily sums: a minimum, a cap and parts for images, audio and searches are approximate there.`}
      </p>
    </div>
  );
}
