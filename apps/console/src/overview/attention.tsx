import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { type Alert, alertHref, pressing } from "../alerts/alert-words.ts";

type Grant = {
  readonly state: string;
  readonly app: { readonly name: string };
  /** A dearer margin that was announced and is not accepted. */
  readonly proposed: { readonly effectiveAt: Date } | null;
};
type Props = {
  slug: string;
  grants: readonly Grant[];
  alerts: readonly Alert[];
  runningOut: boolean;
  usedUp: boolean;
};

/** More than these are read on their own page. */
const ALERTS_SHOWN = 3;

/** What needs this person now; nothing when nothing does. */
export function Attention({ slug, grants, alerts, runningOut, usedUp }: Props) {
  // Low credit is said once, with how long it lasts where that is known.
  const reached = pressing(alerts).filter(({ about }) => about !== "low_credit" || !runningOut);
  const waiting = grants.filter((grant) => grant.state === "consent_required").map((grant) => grant.app.name);
  const announced = grants.flatMap(({ state, app, proposed }) =>
    state === "active" && proposed ? [{ name: app.name, from: proposed.effectiveAt }] : [],
  );
  if (waiting.length + announced.length + reached.length === 0 && !runningOut) return null;
  return (
    <div className="flex flex-col gap-3">
      {runningOut ? (
        <Line tone={usedUp ? "critical" : "caution"} href={`/w/${slug}/billing`} act="Buy credit">
          {usedUp
            ? "Credit is used up: calls are refused until you add some."
            : "Credit runs out within three days at this week’s pace."}
        </Line>
      ) : null}
      {reached.slice(0, ALERTS_SHOWN).map((alert) => (
        <Line
          key={alert.id}
          tone={alert.threshold === 100 ? "critical" : "caution"}
          href={alertHref(slug, alert)}
          act={
            alert.about === "budget" ? "See the budget" : alert.about === "low_credit" ? "Buy credit" : "See billing"
          }
        >
          <AlertSentence alert={alert} />
        </Line>
      ))}
      {reached.length > ALERTS_SHOWN ? (
        <Link href={`/w/${slug}/alerts`} className="text-accent-text text-sm hover:underline">
          {reached.length - ALERTS_SHOWN} more alerts
        </Link>
      ) : null}
      {waiting.length > 0 ? (
        <Line tone="caution" href={`/w/${slug}/connected-apps`} act="Review">
          {waiting.join(" and ")} {waiting.length === 1 ? "has" : "have"} a higher margin that waits for your consent.
        </Line>
      ) : null}
      {announced.map(({ name, from }) => (
        <Line key={name} tone="accent" href={`/w/${slug}/connected-apps`} act="Review">
          {name} has announced a higher margin. From <Timestamp at={from} show="date" /> its calls wait for your
          consent.
        </Line>
      ))}
    </div>
  );
}

function AlertSentence({ alert }: { alert: Alert }) {
  if (alert.about === "top_up_ceiling")
    return (
      <>
        Credit is low, and automatic top-up has reached the <Money nano={alert.limitNano} /> it may charge this month.
      </>
    );
  if (alert.about === "low_credit")
    return (
      <>
        Credit fell below the <Money nano={alert.limitNano} /> you asked to be told of.
      </>
    );
  const what = alert.scope === "workspace" ? "The workspace" : `${ABOUT[alert.scope]} “${alert.name}”`;
  return (
    <>
      {what} has used {alert.threshold === 100 ? "up" : `${alert.threshold}% of`} its budget of{" "}
      <Money nano={alert.limitNano} />
      {alert.threshold === 100 ? ": calls on it are refused" : ""}
      {alert.resetsAt ? (
        <>
          {alert.threshold === 100 ? " until " : "; it starts over on "}
          <Timestamp at={alert.resetsAt} show="date" />
        </>
      ) : null}
      .
    </>
  );
}

const ABOUT = { member: "Member", key: "Key", grant: "App" } as const;

function Line(props: { tone: "critical" | "caution" | "accent"; href: string; act: string; children: ReactNode }) {
  return (
    <Notice tone={props.tone}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p>{props.children}</p>
        <Button asChild size="sm">
          <Link href={props.href}>{props.act}</Link>
        </Button>
      </div>
    </Notice>
  );
}
