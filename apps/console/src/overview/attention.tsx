import { Button } from "@tollgate/ui/button";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import type { ReactNode } from "react";

type Grant = { readonly state: string; readonly app: { readonly name: string } };
type Props = { slug: string; grants: readonly Grant[]; runningOut: boolean; usedUp: boolean };

/** What needs this person now; nothing when nothing does. */
export function Attention({ slug, grants, runningOut, usedUp }: Props) {
  const waiting = grants.filter((grant) => grant.state === "consent_required").map((grant) => grant.app.name);
  if (waiting.length === 0 && !runningOut) return null;
  return (
    <div className="flex flex-col gap-3">
      {runningOut ? (
        <Line tone={usedUp ? "critical" : "caution"} href={`/w/${slug}/billing`} act="Buy credit">
          {usedUp
            ? "Credit is used up: calls are refused until you add some."
            : "Credit runs out within three days at this week’s pace."}
        </Line>
      ) : null}
      {waiting.length > 0 ? (
        <Line tone="caution" href={`/w/${slug}/connected-apps`} act="Review">
          {waiting.join(" and ")} {waiting.length === 1 ? "has" : "have"} a higher margin that waits for your consent.
        </Line>
      ) : null}
    </div>
  );
}

function Line(props: { tone: "critical" | "caution"; href: string; act: string; children: ReactNode }) {
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
