import { EmptyState } from "@tollgate/ui/empty-state";
import { formatMoney } from "@tollgate/ui/format/money";
import { formatCompact, formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { type Column, DataTable } from "@tollgate/ui/table";
import { ChartColumn } from "lucide-react";
import { NumberedPages } from "../lists/numbered-pages.tsx";
import { pageOf } from "../lists/page-of.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { callsHref, type UsageQuery, writeUsageQuery } from "./usage-query.ts";

type Usage = Outputs["usage"]["get"];
type Row = Usage["groups"][number];

const HEADER = {
  model: "Model",
  provider: "Provider",
  app: "App",
  key: "Key",
  member: "Member",
  served_from: "Served from",
  user: "End user",
  tenant: "Tenant",
  feature: "Feature",
} as const;

const SAID: ReadonlySet<string> = new Set(["user", "tenant", "feature"]);

/** Charged less what was refunded since. */
function Paid({ used }: { used: Usage["total"] }) {
  const title = used.refundedNano > 0n ? `${formatMoney(used.chargeNano)} before refunds` : undefined;
  return (
    <span title={title}>
      <Money nano={used.chargeNano - used.refundedNano} precision={4} />
    </span>
  );
}

/** Most groups have none of it, and a column of noughts hides the rest. */
function AmountOrNone({ nano }: { nano: bigint }) {
  return nano === 0n ? <span className="text-ink-faint">–</span> : <Money nano={nano} precision={4} />;
}

type Props = { slug: string; usage: Usage; query: UsageQuery; page: unknown };

/** What each group used and cost; a group whose calls can be listed leads to them. */
export function UsageTable({ slug, usage, query, page }: Props) {
  const paged = pageOf(usage.groups, page);
  const columns: Column<Row>[] = [
    {
      key: "name",
      header: HEADER[query.by],
      phone: "title",
      cell: (row) => (
        <span title={row.id} className="block max-w-80 truncate">
          {row.name}
        </span>
      ),
    },
    { key: "calls", header: "Calls", align: "right", cell: (row) => formatCount(row.calls) },
    {
      key: "failed",
      header: "Failed",
      align: "right",
      phone: "hidden",
      cell: (row) => (row.failedCalls === 0 ? <span className="text-ink-faint">0</span> : formatCount(row.failedCalls)),
    },
    { key: "input", header: "Tokens in", align: "right", cell: (row) => formatCompact(row.inputTokens) },
    { key: "output", header: "Tokens out", align: "right", cell: (row) => formatCompact(row.outputTokens) },
    {
      key: "surcharge",
      header: "App margins",
      align: "right",
      phone: "hidden",
      cell: (row) => <AmountOrNone nano={row.surchargeNano} />,
    },
    {
      key: "refunded",
      header: "Refunded",
      align: "right",
      phone: "hidden",
      cell: (row) => <AmountOrNone nano={row.refundedNano} />,
    },
    { key: "charge", header: "Paid", align: "right", cell: (row) => <Paid used={row} /> },
  ];
  const { total } = usage;
  return (
    <DataTable
      label={`Usage by ${query.by}`}
      rows={paged.shown}
      footer={
        paged.pages > 1 ? (
          <NumberedPages of={paged} hrefOf={(to) => `/w/${slug}/usage${writeUsageQuery(query)}&page=${to}`} />
        ) : undefined
      }
      rowKey={(row) => row.id}
      rowHref={
        usage.groups.every(({ id }) => callsHref(slug, query, id))
          ? (row) => callsHref(slug, query, row.id) ?? ""
          : undefined
      }
      columns={columns}
      totals={{
        name: "Together",
        calls: formatCount(total.calls),
        failed: formatCount(total.failedCalls),
        input: formatCompact(total.inputTokens),
        output: formatCompact(total.outputTokens),
        surcharge: <AmountOrNone nano={total.surchargeNano} />,
        refunded: <AmountOrNone nano={total.refundedNano} />,
        charge: <Paid used={total} />,
      }}
      empty={
        <EmptyState icon={ChartColumn} title="Nothing was used in this period">
          {SAID.has(query.by) ? (
            <>
              Only calls that say whom or what they are for are counted here.{" "}
              <Link href="/docs/attribution" className="text-accent-text underline underline-offset-4">
                How calls say so
              </Link>
            </>
          ) : (
            "Choose other days or take a filter away. Calls are counted here moments after they have ended."
          )}
        </EmptyState>
      }
    />
  );
}
