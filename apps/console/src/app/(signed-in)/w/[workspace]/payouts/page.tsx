import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import { Stat, StatRow } from "@tollgate/ui/stat";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { Metadata } from "next";
import { type OwnStatement, StatementsList } from "../../../../../earnings/statements-list.tsx";
import { UnpaidTable } from "../../../../../earnings/unpaid-table.tsx";
import { StatementDialog } from "../../../../../finance/statement-dialog.tsx";
import { statementDownloads } from "../../../../../finance/statement-downloads.ts";
import { nanoOfCents } from "../../../../../finance/statement-lines.ts";
import { PayoutAccount } from "../../../../../payouts/payout-account.tsx";
import { PayoutMinimum } from "../../../../../payouts/payout-minimum.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Payouts" };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ checked?: string; statement?: string }>;
};

export default async function PayoutsPage({ params, searchParams }: Props) {
  const workspace = await workspaceOf(params);
  const query = await searchParams;
  const { earnings } = await api();
  const [account, statements, unpaid] = await Promise.all([
    earnings.payoutAccount({ workspaceId: workspace.id }),
    earnings.statements({ workspaceId: workspace.id }),
    earnings.unpaid({ workspaceId: workspace.id }),
  ]);
  const here = `/w/${workspace.slug}/payouts`;
  const opened = statements.find((one) => one.id === query.statement);
  const owner = workspace.role === "owner";
  return (
    <>
      <PageHeader
        title="Payouts"
        lead="What apps and endpoints earn in a month is paid once the month has closed and finance has approved it."
      />
      <div className="flex flex-col gap-8">
        {account.bankProblem ? (
          <Notice tone="critical">
            Your bank refused the last payout: {account.bankProblem} The money waits in your account at the processor.
            Change your details below, and it is sent again.
          </Notice>
        ) : null}
        {account.pauseNote ? (
          <Notice tone="caution">Payouts are paused by finance: {account.pauseNote} Your earnings carry over.</Notice>
        ) : null}
        <StatRow>
          <Stat
            label="Not paid yet"
            value={<Money nano={unpaid.totalNano} precision={2} />}
            note={unpaid.totalNano === 0n ? "all that was earned is paid" : "by reason and date below"}
          />
          <PaidSoFar statements={statements} />
          <Stat
            label="Paid from"
            value={<Money nano={account.minimumNano} precision={2} />}
            note={account.ownMinimumNano === null ? "the platform’s minimum" : "your own minimum"}
          />
        </StatRow>
        <div className="grid items-start gap-6 *:min-w-0 lg:grid-cols-2">
          <PayoutAccount
            workspaceId={workspace.id}
            account={account}
            mayChange={owner}
            justBack={query.checked === "1"}
          />
          {owner && account.status !== "none" ? <PayoutMinimum workspaceId={workspace.id} account={account} /> : null}
          {owner ? null : <Notice>Owners of this workspace set up payouts.</Notice>}
        </div>
        {unpaid.parts.length > 0 ? (
          <Section title="Not paid yet" hint="Every cent of it, with the reason and the date.">
            <UnpaidTable unpaid={unpaid} />
          </Section>
        ) : null}
        <Section title="Statements" hint="Open one to see how it adds up.">
          <StatementsList statements={statements} hrefOf={(one) => `${here}?statement=${one.id}`} />
        </Section>
      </div>
      {opened ? (
        <StatementDialog
          payeeName={workspace.name}
          month={opened.month}
          statement={opened}
          closeHref={here}
          downloads={statementDownloads(workspace.id, opened.id)}
        />
      ) : null}
    </>
  );
}

/** What the statements that were paid came to, and when the last was. */
function PaidSoFar({ statements }: { statements: readonly OwnStatement[] }) {
  const paid = statements.filter(({ payment }) => payment.state === "paid");
  const last = paid[0]?.payment.at;
  return (
    <Stat
      label="Paid so far"
      value={<Money nano={nanoOfCents(paid.reduce((sum, one) => sum + one.payableCents, 0n))} precision={2} />}
      note={
        last ? (
          <>
            last on <Timestamp at={last} show="date" />
          </>
        ) : (
          "no payout yet"
        )
      }
    />
  );
}
