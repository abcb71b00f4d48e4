import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { ageWords, type Health } from "./health-words.ts";

/** What runs through the platform at this moment. */
export function LoadStats({ load }: Pick<Health, "load">) {
  if (!load) return <Unknown />;
  return (
    <StatRow>
      <Stat label="Calls in flight" value={formatCount(load.openCalls)} note="that hold credit" />
      <Stat
        label="Waiting to be settled"
        value={formatCount(load.waitingEvents)}
        note={load.fullestShard ? `most in shard ${load.fullestShard.shard}` : "the stream is empty"}
      />
      <Stat
        label="Unsettled money"
        value={<Money nano={load.chargesNano} />}
        note={load.oldestMs > 0 ? `the oldest for ${ageWords(load.oldestMs)}` : "nothing waits"}
      />
      <Stat
        label="Redis"
        value={<span className="text-lg">{load.epoch?.open === false ? "Holding again" : "Answers"}</span>}
        note={load.epoch ? `has lost nothing for ${ageWords(load.epoch.ageMs)}` : "has held nothing yet"}
      />
    </StatRow>
  );
}

/** Redis counts all of this, so without it nothing is claimed. */
function Unknown() {
  return (
    <StatRow>
      {["Calls in flight", "Waiting to be settled", "Unsettled money"].map((label) => (
        <Stat key={label} label={label} value="–" note="not known now" />
      ))}
      <Stat label="Redis" value={<span className="text-critical-text text-lg">Away</span>} note="no call is admitted" />
    </StatRow>
  );
}
