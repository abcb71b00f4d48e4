import { Badge } from "@tollgate/ui/badge";
import { Card, CardBody } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { StatusDot } from "@tollgate/ui/status-dot";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import { Budget } from "../keys/key-budget.tsx";
import { MarginWords } from "../margins/margin-words.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { AcceptMargin } from "./accept-margin.tsx";
import { GrantMenu } from "./grant-menu.tsx";

export type Grant = Outputs["grants"]["list"][number];

const STATE = {
  active: { tone: "positive", word: "Connected" },
  consent_required: { tone: "caution", word: "Waiting for you" },
  revoked: { tone: "neutral", word: "Disconnected" },
} as const;

type Props = { workspace: { id: string; slug: string }; grant: Grant; canChange: boolean };

/** One app this workspace pays for: what it may add to a call, what it spent, and what waits for consent. */
export function GrantCard({ workspace, grant, canChange }: Props) {
  const { tone, word } = STATE[grant.state];
  const connected = grant.state !== "revoked";
  const callsHref = `/w/${workspace.slug}/calls?app=${grant.app.id}`;
  return (
    <Card aria-label={grant.app.name}>
      <CardBody className="flex flex-col gap-4">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold text-lg">
              {grant.app.name}
              <span className="font-normal text-base">
                <StatusDot tone={tone}>{word}</StatusDot>
              </span>
              {grant.ownApp ? <Badge tone="outline">Your own app</Badge> : null}
              {grant.app.archived ? <Badge tone="caution">Closed by its builder</Badge> : null}
            </h2>
            <p className="mt-0.5 truncate text-ink-muted">
              by {grant.builder.name} · <span className="text-ink-faint">{hostOf(grant.app.url)}</span>
            </p>
          </div>
          {connected && canChange ? (
            <GrantMenu workspaceId={workspace.id} grant={grant} callsHref={callsHref} />
          ) : (
            <Link href={callsHref} className="shrink-0 text-accent-text underline-offset-4 hover:underline">
              Its calls
            </Link>
          )}
        </div>
        <Proposal workspaceId={workspace.id} grant={grant} canChange={canChange} />
        <dl className="grid gap-x-8 gap-y-4 border-t pt-4 sm:grid-cols-3">
          <Fact label={connected ? "Margin on each call" : "Last margin"}>
            {grant.ownApp ? (
              "None: nobody pays a margin to themselves"
            ) : (
              <MarginWords margin={grant.applied ?? grant.accepted} />
            )}
            <span className="block text-ink-faint text-sm">
              version {(grant.applied ?? grant.accepted).version}, accepted{" "}
              <Timestamp at={grant.acceptedAt} show="date" />
            </span>
          </Fact>
          <Fact label="Spent this month">
            <Money nano={grant.spentThisMonthNano} />
            <span className="block text-ink-faint text-sm">
              of it <Money nano={grant.surchargeThisMonthNano} /> margin
            </span>
            <Sponsored grant={grant} />
          </Fact>
          {connected ? (
            <Fact label="Cap">
              <Budget
                label={`Used of the cap of ${grant.app.name}`}
                spentNano={grant.spentInWindowNano}
                limitNano={grant.monthlyCapNano}
                endsAt={grant.windowEndsAt}
              />
            </Fact>
          ) : (
            <Fact label="Disconnected">{grant.revokedAt ? <Timestamp at={grant.revokedAt} show="date" /> : "—"}</Fact>
          )}
        </dl>
      </CardBody>
    </Card>
  );
}

/** What the app's builder pays of this month's calls. */
function Sponsored({ grant: { sponsored, app } }: { grant: Grant }) {
  if (sponsored === null) return null;
  return (
    <span className="block text-ink-faint text-sm">
      sponsored by {app.name}: <Money nano={sponsored.usedNano} /> used, <Money nano={sponsored.leftNano} /> left this
      month
    </span>
  );
}

function Proposal({ workspaceId, grant, canChange }: { workspaceId: string; grant: Grant; canChange: boolean }) {
  if (!grant.proposed) return null;
  const refused = grant.state === "consent_required";
  return (
    <Notice tone={refused ? "caution" : "accent"}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 flex-1 basis-72">
          {refused ? (
            <>Its margin rose, and you have not agreed to that. Its calls are refused until you do.</>
          ) : (
            <>
              A new margin is announced for <Timestamp at={grant.proposed.effectiveAt} show="date" />. You are never
              charged more than you agreed to: from that day its calls wait for your consent.
            </>
          )}
        </p>
        {canChange ? (
          <AcceptMargin
            workspaceId={workspaceId}
            grantId={grant.id}
            appName={grant.app.name}
            accepted={grant.accepted}
            proposed={grant.proposed}
          />
        ) : null}
      </div>
    </Notice>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 max-sm:[&_dd>div]:ml-0 max-sm:[&_dd>div]:items-start">
      <dt className="mb-0.5 text-ink-muted text-sm">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
