import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { FilterX, ReceiptText } from "lucide-react";
import type { Metadata } from "next";
import { CallFilters } from "../../../../../calls/call-filters.tsx";
import {
  exportHref,
  isNarrowed,
  readCallQuery,
  type SearchParams,
  toCallFilter,
  writeCallQuery,
} from "../../../../../calls/call-query.ts";
import { CallsTable } from "../../../../../calls/calls-table.tsx";
import { CsvLink } from "../../../../../lists/csv-link.tsx";
import { workspaceOf } from "../../../../../server/viewer.ts";
import { api } from "../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Calls" };

const MODELS_OFFERED = 500;

type Props = { params: Promise<{ workspace: string }>; searchParams: Promise<SearchParams> };

export default async function CallsPage({ params, searchParams }: Props) {
  const [workspace, query, caller] = await Promise.all([workspaceOf(params), searchParams.then(readCallQuery), api()]);
  const workspaceId = workspace.id;
  const [page, keys, grants, catalogue] = await Promise.all([
    caller.calls.list(toCallFilter(query, workspaceId)),
    caller.keys.list({ workspaceId }),
    caller.grants.list({ workspaceId }),
    caller.models.list({ limit: MODELS_OFFERED }),
  ]);
  const here = `/w/${workspace.slug}/calls`;
  const nothingYet = page.calls.length === 0 && !isNarrowed(query) && !query.after;
  const apps = [...new Map(grants.map((grant) => [grant.app.id, grant.app])).values()];
  return (
    <>
      <PageHeader
        title="Calls"
        lead="Every call this workspace paid for, newest first, each with its receipt."
        actions={page.calls.length > 0 ? <CsvLink href={exportHref(query, workspaceId)} /> : null}
      />
      {nothingYet ? null : (
        <CallFilters query={query} keys={keys} apps={apps} models={catalogue.models.map((model) => model.id)} />
      )}
      <CallsTable
        slug={workspace.slug}
        calls={page.calls}
        empty={<NoCalls slug={workspace.slug} nothingYet={nothingYet} />}
        footer={
          query.after || page.nextCursor ? (
            <Pagination
              summary={query.after ? "Older calls" : "Newest calls"}
              newerLabel="Newest"
              newerHref={query.after ? `${here}${writeCallQuery({ ...query, after: undefined })}` : undefined}
              olderHref={page.nextCursor ? `${here}${writeCallQuery({ ...query, after: page.nextCursor })}` : undefined}
            />
          ) : undefined
        }
      />
    </>
  );
}

function NoCalls({ slug, nothingYet }: { slug: string; nothingYet: boolean }) {
  if (!nothingYet) {
    return (
      <EmptyState
        icon={FilterX}
        title="No call matches"
        actions={
          <Button asChild>
            <Link href={`/w/${slug}/calls`}>Show all calls</Link>
          </Button>
        }
      >
        Widen the days or take a filter away. A call that has just ended appears within seconds.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ReceiptText}
      title="No calls yet"
      actions={
        <Button asChild intent="primary">
          <Link href={`/w/${slug}/keys`}>Go to API keys</Link>
        </Button>
      }
    >
      Call a model with one of your keys. Here you will see who served it, what it used and who was paid what.
    </EmptyState>
  );
}
