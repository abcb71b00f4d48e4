import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { ageWords, type Health } from "./health-words.ts";

/** What runs through the platform at this moment. */
export function LoadStats({ load }: Pick<Health, "load">) {
  return (
    <StatRow>
      <Stat label="Calls in flight" value={load ? formatCount(load.openCalls) : "–"} note="that hold credit" />
      <Stat
        label="Waiting to be settled"
        value={load ? formatCount(load.waitingEvents) : "–"}
        note={load?.fullestShard ? `most in shard ${load.fullestShard.shard}` : "the stream is empty"}
      />
      <Stat
        label="Unsettled money"
        value={load ? <Money nano={load.chargesNano} /> : "–"}
        note={load && load.oldestMs > 0 ? `the oldest for ${ageWords(load.oldestMs)}` : "nothing waits"}
      />
      <Stat
        label="Redis"
        value={
          <span className="text-lg">{load ? (load.epoch?.open === false ? "Holding again" : "Answers") : "Away"}</span>
        }
        note={load?.epoch ? `has lost nothing for ${ageWords(load.epoch.ageMs)}` : "has held nothing yet"}
      />
    </StatRow>
  );
}
