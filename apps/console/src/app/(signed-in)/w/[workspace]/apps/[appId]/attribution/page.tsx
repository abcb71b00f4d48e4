import { Button } from "@tollgate/ui/button";
import { classNames } from "@tollgate/ui/class-names";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCompact, formatCount, formatShare } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { DataTable } from "@tollgate/ui/table";
import { Tags, X } from "lucide-react";
import {
  type AttributionQuery,
  KINDS,
  readAttributionQuery,
  writeAttributionQuery,
} from "../../../../../../../app-customers/attribution-query.ts";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { firstDayOf, PERIODS } from "../../../../../../../earnings/role.ts";
import { CsvLink } from "../../../../../../../lists/csv-link.tsx";
import type { Outputs } from "../../../../../../../trpc/outputs.ts";
import { api } from "../../../../../../../trpc/server.tsx";

type Props = { params: AppParams; searchParams: Promise<Record<string, string | string[] | undefined>> };
type Attribution = Outputs["apps"]["attribution"];

export default async function AttributionPage({ params, searchParams }: Props) {
  const { workspace, app, appHref } = await loadAppPage(params);
  const query = readAttributionQuery(await searchParams);
  const attribution = await (await api()).apps.attribution({
    workspaceId: workspace.id,
    appId: app.id,
    from: firstDayOf(query.days, new Date()),
    by: query.by,
    customerId: query.customer,
  });
  const path = `${appHref}/attribution`;
  const kind = KINDS.find(({ value }) => value === query.by) ?? KINDS[0];
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap gap-3">
          <Choice
            label="Group by"
            path={path}
            query={query}
            choices={KINDS.map(({ value, label }) => ({ by: value, label }))}
          />
          <Choice
            label="Period"
            path={path}
            query={query}
            choices={PERIODS.map((days) => ({ days, label: `${days} days` }))}
          />
          {query.customer ? (
            <Button asChild size="sm">
              <Link href={path + writeAttributionQuery({ ...query, customer: undefined })}>
                One customer <X aria-hidden="true" />
              </Link>
            </Button>
          ) : null}
        </div>
        {attribution.groups.length > 0 ? (
          <CsvLink
            href={`/api/exports/app-attribution${writeAttributionQuery(query)}&workspaceId=${workspace.id}&appId=${app.id}`}
          />
        ) : null}
      </div>
      <AttributionTable attribution={attribution} what={kind.one} />
    </div>
  );
}

function AttributionTable({ attribution, what }: { attribution: Attribution; what: string }) {
  const { groups, groupCount, said, all } = attribution;
  return (
    <DataTable
      label={`Calls by ${what.toLowerCase()}`}
      rows={groups}
      rowKey={(row) => row.value}
      empty={
        <EmptyState
          icon={Tags}
          title="No call has said so yet"
          actions={
            <Button asChild>
              <Link href="/docs/attribution">How calls say so</Link>
            </Button>
          }
        >
          Send <code className="font-mono text-sm">user</code>,{" "}
          <code className="font-mono text-sm">metadata.tenant</code> or{" "}
          <code className="font-mono text-sm">metadata.feature</code> with a call, or the headers X-Tollgate-User,
          -Tenant and -Feature, and see here what each of them brings.
        </EmptyState>
      }
      footer={
        <>
          {`${formatCount(said.calls)} of ${formatCount(all.calls)} calls named ${what === "End user" ? "an" : "a"} ${what.toLowerCase()}`}
          {all.calls > 0 ? ` (${formatShare(Math.min(1, said.calls / all.calls))})` : ""}
          {groupCount > groups.length ? `. The ${formatCount(groups.length)} that earned most are listed.` : ""}
        </>
      }
      columns={[
        { key: "value", header: what, phone: "title", cell: (row) => <span className="break-all">{row.value}</span> },
        { key: "customers", header: "Customers", align: "right", cell: (row) => formatCount(row.customers) },
        { key: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.calls) },
        {
          key: "tokens",
          header: "Tokens",
          align: "right",
          cell: (row) => formatCompact(row.inputTokens + row.outputTokens),
        },
        {
          key: "paid",
          header: "Customers paid",
          align: "right",
          cell: (row) => <Money nano={row.chargeNano - row.refundedNano} precision={4} />,
        },
        {
          key: "earned",
          header: "You earned",
          align: "right",
          cell: (row) => <Money nano={row.surchargeNano} precision={4} />,
        },
      ]}
      totals={{
        value: "Together",
        calls: formatCount(said.calls),
        tokens: formatCompact(said.inputTokens + said.outputTokens),
        paid: <Money nano={said.chargeNano - said.refundedNano} precision={4} />,
        earned: <Money nano={said.surchargeNano} precision={4} />,
      }}
    />
  );
}

type ChoiceProps = {
  label: string;
  path: string;
  query: AttributionQuery;
  choices: readonly (Partial<AttributionQuery> & { label: string })[];
};

/** One choice of a few, by address, so that back and share work. */
function Choice({ label, path, query, choices }: ChoiceProps) {
  return (
    <nav
      aria-label={label}
      className="inline-flex rounded-md border border-line-control bg-surface p-0.5 shadow-xs dark:bg-raised"
    >
      {choices.map(({ label: words, ...change }) => {
        const isCurrent = Object.entries(change).every(([name, value]) => Reflect.get(query, name) === value);
        return (
          <Link
            key={words}
            href={path + writeAttributionQuery({ ...query, ...change })}
            aria-current={isCurrent ? "true" : undefined}
            className={classNames(
              "tabular flex h-7 items-center rounded-sm px-2.5 font-medium text-sm max-sm:h-8.5",
              isCurrent ? "bg-accent-soft text-accent-text" : "text-ink-muted hover:text-ink",
            )}
          >
            {words}
          </Link>
        );
      })}
    </nav>
  );
}
