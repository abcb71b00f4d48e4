import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CopyButton } from "@tollgate/ui/copy-button";
import { formatCount } from "@tollgate/ui/format/number";
import { KeyValueList } from "@tollgate/ui/key-value-list";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { Timestamp } from "@tollgate/ui/timestamp";
import { type AppParams, loadAppPage } from "../../../../../../builder/app-page.ts";
import { NextSteps } from "../../../../../../builder/next-steps.tsx";
import { Sponsorship } from "../../../../../../builder/sponsorship.tsx";
import { describeMargin, isFree, type MarginTerms } from "../../../../../../margins/describe-margin.ts";
import { MarginWords } from "../../../../../../margins/margin-words.tsx";
import { WorkedCall } from "../../../../../../margins/worked-call.tsx";

export default async function AppOverviewPage({ params }: { params: AppParams }) {
  const { workspace, app, appHref } = await loadAppPage(params);
  const archived = app.status === "archived";
  const next = app.margins.find(({ id }) => id === app.pending?.id);
  const facts = [
    { label: "Description", value: app.description || <span className="text-ink-faint">None yet</span> },
    {
      label: "After connecting",
      value: app.callbackUrl ? (
        <span className="break-all">
          Back to <code className="font-mono text-sm">{app.callbackUrl}</code>
        </span>
      ) : (
        "Customers stay on the page with the key"
      ),
    },
    { label: "App id", value: <code className="break-all font-mono text-sm">{app.id}</code> },
    { label: "Registered", value: <Timestamp at={app.createdAt} show="date" /> },
  ];
  return (
    <div className="flex flex-col gap-6">
      {archived ? (
        <Notice tone="caution">
          This app is archived: its connect link is closed and its calls are refused. You can take it back into service
          under{" "}
          <Link href={`${appHref}/settings`} className="underline underline-offset-4">
            Settings
          </Link>
          .
        </Notice>
      ) : app.activeGrants === 0 ? (
        <NextSteps
          appHref={appHref}
          connectUrl={app.connectUrl}
          hasMargin={app.inForce !== null && !isFree(app.inForce)}
        />
      ) : null}
      <StatRow>
        <Stat
          label="Customers connected"
          value={formatCount(app.activeGrants)}
          note="Workspaces that pay for its calls"
        />
        <Stat
          label="Margin in force"
          value={app.inForce ? <MarginInBrief margin={app.inForce} /> : "None"}
          note={
            app.inForce ? (
              <>
                Since <Timestamp at={app.inForce.effectiveAt} show="date" />
              </>
            ) : null
          }
        />
        <Stat
          label={next?.state === "announced" ? "Announced margin" : "Scheduled margin"}
          value={next ? <MarginInBrief margin={next} /> : "None"}
          note={
            next ? (
              <>
                From <Timestamp at={next.effectiveAt} show="date" />
                {next.state === "announced" ? ", for those who accept it" : ", for everybody"}
              </>
            ) : (
              "Nothing is announced or scheduled"
            )
          }
        />
      </StatRow>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Card className="min-w-0">
          <CardHeader
            title="Connect link"
            hint="Whoever opens it sees the margin, agrees, and gets a key for your app."
          />
          <CardBody className="flex flex-col gap-5">
            <div className="flex items-center gap-2 rounded-md border border-line-control bg-sunken p-1.5 pl-3">
              <code className="min-w-0 flex-1 select-all break-all font-mono text-sm" translate="no">
                {app.connectUrl}
              </code>
              <CopyButton text={app.connectUrl} label="Copy link" look="labelled" className="self-start" />
            </div>
            <KeyValueList items={facts} />
          </CardBody>
        </Card>
        {app.examples ? (
          <Card>
            <CardHeader title="A call, worked through" />
            <CardBody>
              <WorkedCall examples={app.examples} builder={app.name} reader="builder" />
            </CardBody>
          </Card>
        ) : null}
      </div>
      <Sponsorship app={app} billingHref={`/w/${workspace.slug}/billing`} />
    </div>
  );
}

const SHORT = 16;

/** A margin of several parts is a sentence, not a number: smaller, and on as many lines as it needs. */
function MarginInBrief({ margin }: { margin: MarginTerms }) {
  if (describeMargin(margin).length <= SHORT) return describeMargin(margin);
  return (
    <span className="block whitespace-normal text-lg">
      <MarginWords margin={margin} />
    </span>
  );
}
