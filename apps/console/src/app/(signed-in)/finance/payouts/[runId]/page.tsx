import { Badge } from "@tollgate/ui/badge";
import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { CopyButton } from "@tollgate/ui/copy-button";
import { formatMonth } from "@tollgate/ui/format/time";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { Section } from "@tollgate/ui/section";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { RunApproval } from "../../../../../finance/run-approval.tsx";
import { RunPayments } from "../../../../../finance/run-payments.tsx";
import { RunProgress } from "../../../../../finance/run-progress.tsx";
import { RunReview } from "../../../../../finance/run-review.tsx";
import { RunStats } from "../../../../../finance/run-stats.tsx";
import { type PayoutRun, RunStatus } from "../../../../../finance/run-status.tsx";
import { StatementDialog } from "../../../../../finance/statement-dialog.tsx";
import { statementDownloads } from "../../../../../finance/statement-downloads.ts";
import { StatementLedger } from "../../../../../finance/statement-ledger.tsx";
import { StatementsTable } from "../../../../../finance/statements-table.tsx";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../../server/or-not-found.ts";
import { viewer } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Payout run" };

type Props = {
  params: Promise<{ runId: string }>;
  searchParams: Promise<{ after?: string; payee?: string }>;
};

function RunFacts({ run, viewerId }: { run: PayoutRun; viewerId: string }) {
  return (
    <Card className="self-start">
      <CardHeader
        title="What is approved"
        hint="Two different people approve this hash. Any other books give another one."
      />
      <CardBody className="flex flex-col gap-5">
        <div className="flex items-start gap-2 rounded-md bg-sunken p-3">
          <code className="min-w-0 flex-1 break-all font-mono text-sm" translate="no" data-run-hash>
            {run.hash}
          </code>
          <CopyButton text={run.hash} label="Copy hash" />
        </div>
        <RunProgress status={run.status} />
        <p className="text-ink-muted">
          Computed by {run.computedBy}, <Timestamp at={run.computedAt} show="exact" />
        </p>
        <RunApproval run={run} viewerId={viewerId} />
      </CardBody>
    </Card>
  );
}

export default async function Run({ params, searchParams }: Props) {
  const { runId } = await params;
  const { after, payee } = await searchParams;
  const { finance } = await api();
  const [{ run, items, nextCursor }, review, { user }] = await Promise.all([
    orNotFound(finance.run({ runId, cursor: after ?? null })),
    orNotFound(finance.reviewRun({ runId })),
    viewer(),
  ]);
  const progress = run.startedAt ? await finance.runProgress({ runId }) : null;
  const here = `/finance/payouts/${run.id}`;
  const page = after ? `${here}?after=${encodeURIComponent(after)}` : here;
  const hrefOf = (payeeId: string) => `${page}${after ? "&" : "?"}payee=${payeeId}`;
  const opened = items.find((item) => item.payeeWorkspaceId === payee);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Payouts", href: `/finance/payouts?month=${run.month}` }]} />}
        title={formatMonth(run.month)}
        badge={
          <>
            <RunStatus run={run} /> <Badge tone="outline">Revision {run.revision}</Badge>
          </>
        }
        lead="One statement per payee, computed from the closed month’s books."
        actions={<CsvLink href={`/api/exports/payout-runs/${run.id}`} />}
      />
      <div className="flex flex-col gap-8">
        {run.isSuperseded ? (
          <Notice tone="caution">
            A later revision of this month took its place.{" "}
            <Link href={`/finance/payouts?month=${run.month}`} className="font-medium underline underline-offset-4">
              See the month
            </Link>
          </Notice>
        ) : null}
        <RunStats totals={run.totals} month={run.month} />
        <div className="grid gap-6 lg:grid-cols-2">
          <Card>
            <CardHeader title="How it adds up" hint="Over all payees, every digit." />
            <CardBody>
              <StatementLedger amounts={run.totals} month={run.month} payeeId={null} />
            </CardBody>
          </Card>
          <RunFacts run={run} viewerId={user.id} />
        </div>
        {progress ? <RunPayments runId={run.id} initial={progress} /> : null}
        <RunReview review={review} totals={run.totals} month={run.month} hrefOf={hrefOf} />
        <Section title="Statements" hint="Largest net first. Open one to see how it adds up.">
          <StatementsTable
            label="Statements"
            statements={items}
            totals={run.totals}
            hrefOf={(item) => hrefOf(item.payeeWorkspaceId)}
            footer={
              after || nextCursor ? (
                <Pagination
                  summary={`${run.totals.payees} statements`}
                  newerHref={after ? here : undefined}
                  olderHref={nextCursor ? `${here}?after=${encodeURIComponent(nextCursor)}` : undefined}
                />
              ) : undefined
            }
          />
        </Section>
      </div>
      {opened ? (
        <StatementDialog
          payeeName={opened.payeeName}
          statement={opened}
          month={run.month}
          closeHref={page}
          downloads={statementDownloads(opened.payeeWorkspaceId, opened.id)}
          leadsToEntries
        />
      ) : null}
    </>
  );
}
