import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";
import { describeMargin } from "./describe-margin.ts";

type PublishedMargin = Outputs["apps"]["get"]["margins"][number];

/** Says what is to come, soonest first, and what publishing now would do to it. */
export function ComingMargins({ margins }: { margins: readonly PublishedMargin[] }) {
  const coming = margins
    .filter(({ state }) => state === "announced" || state === "lower" || state === "scheduled")
    .toSorted((one, other) => one.effectiveAt.getTime() - other.effectiveAt.getTime());
  if (coming.length === 0) return null;
  const them = coming.length === 1 ? "it" : "them";
  return (
    <Notice tone={coming.some(({ state }) => state === "announced") ? "caution" : "accent"}>
      {coming.map((margin) => (
        <p key={margin.id}>
          {describeMargin(margin)} {margin.state === "announced" ? "is announced" : "is scheduled"} for{" "}
          <Timestamp at={margin.effectiveAt} show="date" />.
        </p>
      ))}
      <p className="mt-1">
        A margin that applies before {them} withdraws {them}; you can also withdraw {them} below.
      </p>
    </Notice>
  );
}
