import { Money } from "@tollgate/ui/money";
import { StatusDot, type StatusTone } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Outputs } from "../trpc/outputs.ts";
import { DeskCard, DeskRow } from "./desk-queue.tsx";

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
  readonly recoveries: readonly Operator["recoveries"][number][];
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
    <div className="grid items-start gap-5 *:min-w-0 lg:grid-cols-2">
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
          <span>
            {quarantined} {quarantined === 1 ? "call is" : "calls are"} in quarantine
          </span>
        </DeskRow>
      ) : null}
      {failedEvents > 0 ? (
        <DeskRow href="/operator/events?state=failed">
          <span>
            {failedEvents} {failedEvents === 1 ? "event" : "events"} of the payment processor could not be taken
          </span>
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
        <DeskRow key={id} href={`/operator/endpoints/${id}`}>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{providerName}</span>
            <span className="block truncate text-ink-muted text-sm">{modelName}</span>
          </span>
          <span className="shrink-0 text-ink-faint text-sm">
            <Timestamp at={createdAt} />
          </span>
        </DeskRow>
      ))}
      <More count={count - first.length} href="/operator/endpoints" />
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
        <DeskRow key={id} href="/operator/risk">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{workspaceName}</span>
            <span className="block truncate text-ink-muted text-sm">
              {kind === "inquiry" ? "The bank asks about it" : "The card’s issuer warns of fraud"}
            </span>
          </span>
          <span className="flex shrink-0 flex-col items-end">
            <Money nano={amountNano} precision={2} />
            <span className="text-ink-faint text-sm">
              <Timestamp at={openedAt} />
            </span>
          </span>
        </DeskRow>
      ))}
      <More count={count - first.length} href="/operator/risk" />
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
        <DeskRow key={id} href="/operator/recoveries">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{person.name}</span>
            <span className="block truncate text-ink-muted text-sm">{person.email}</span>
          </span>
          <span className="shrink-0 text-ink-faint text-sm">
            <Timestamp at={requestedAt} />
          </span>
        </DeskRow>
      ))}
    </DeskCard>
  );
}

function More({ count, href }: { count: number; href: string }) {
  if (count <= 0) return null;
  return (
    <DeskRow href={href}>
      <span className="text-accent-text">{count} more</span>
    </DeskRow>
  );
}
