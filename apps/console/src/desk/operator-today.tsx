import { StatusDot, type StatusTone } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";
import { DeskCard, DeskItem, DeskMore, DeskRow, failedEventsWords, quarantineWords } from "./desk-queue.tsx";

type Operator = Outputs["operator"];
type Some<Item> = { readonly count: number; readonly first: readonly Item[] };

/** What waits for an operator, some of each with how many there are. */
export type Today = {
  readonly platform: { readonly tone: StatusTone; readonly sentence: string };
  /** The longest waiting first. */
  readonly reviews: Some<
    Pick<Operator["reviews"]["endpoints"][number], "id" | "providerName" | "modelName" | "createdAt">
  >;
  readonly risk: Some<Operator["riskCases"]["cases"][number]>;
  readonly recoveries: readonly Operator["recoveries"]["recoveries"][number][];
  readonly quarantined: number;
  readonly failedEvents: number;
};

/** Whether anything waits. */
export function waits({ platform, reviews, risk, recoveries, quarantined, failedEvents }: Today): boolean {
  return (
    platform.tone !== "positive" || reviews.count + risk.count + recoveries.length > 0 || quarantined + failedEvents > 0
  );
}

export function OperatorToday({ today }: { today: Today }) {
  return (
    <div className="grid items-start gap-5 *:min-w-0 lg:grid-cols-2 lg:*:only:col-span-2">
      <Platform today={today} />
      <Reviews reviews={today.reviews} />
      <Risk risk={today.risk} />
      <Recoveries recoveries={today.recoveries} />
    </div>
  );
}

function Platform({ today: { platform, quarantined, failedEvents } }: { today: Today }) {
  const isWell = platform.tone === "positive";
  if (isWell && quarantined + failedEvents === 0) return null;
  return (
    <DeskCard title="The platform" hint="What keeps calls and money from going their way.">
      {isWell ? null : (
        <DeskRow href="/operator/health">
          <StatusDot tone={platform.tone}>
            <span className="whitespace-normal">{platform.sentence}</span>
          </StatusDot>
        </DeskRow>
      )}
      {quarantined > 0 ? (
        <DeskRow href="/operator/quarantine">
          <span>{quarantineWords(quarantined)}</span>
        </DeskRow>
      ) : null}
      {failedEvents > 0 ? (
        <DeskRow href="/operator/events?state=failed">
          <span>{failedEventsWords(failedEvents)}</span>
        </DeskRow>
      ) : null}
    </DeskCard>
  );
}

function Reviews({ reviews: { count, first } }: Pick<Today, "reviews">) {
  if (count === 0) return null;
  return (
    <DeskCard
      title="Endpoints to review"
      hint="Nothing takes calls unapproved. The longest waiting first."
      count={count}
    >
      {first.map(({ id, providerName, modelName, createdAt }) => (
        <DeskItem
          key={id}
          href={`/operator/endpoints/${id}`}
          who={providerName}
          what={modelName}
          when={<Timestamp at={createdAt} />}
        />
      ))}
      <DeskMore count={count - first.length} href="/operator/endpoints" />
    </DeskCard>
  );
}

function Risk({ risk: { count, first } }: Pick<Today, "risk">) {
  if (count === 0) return null;
  return (
    <DeskCard
      title="Suspicious payments"
      hint="Look before each becomes a dispute. The longest open first."
      count={count}
    >
      {first.map(({ id, workspaceName, kind, amountNano, openedAt }) => (
        <DeskItem
          key={id}
          href="/operator/risk"
          who={workspaceName}
          what={kind === "inquiry" ? "The bank asks about it" : "The card’s issuer warns of fraud"}
          amountNano={amountNano}
          when={<Timestamp at={openedAt} />}
        />
      ))}
      <DeskMore count={count - first.length} href="/operator/risk" />
    </DeskCard>
  );
}

function Recoveries({ recoveries }: Pick<Today, "recoveries">) {
  if (recoveries.length === 0) return null;
  return (
    <DeskCard
      title="Lost authenticators"
      hint="These people cannot sign in until you decide."
      count={recoveries.length}
    >
      {recoveries.map(({ id, person, requestedAt }) => (
        <DeskItem
          key={id}
          href="/operator/recoveries"
          who={person.name}
          what={person.email}
          when={<Timestamp at={requestedAt} />}
        />
      ))}
    </DeskCard>
  );
}
