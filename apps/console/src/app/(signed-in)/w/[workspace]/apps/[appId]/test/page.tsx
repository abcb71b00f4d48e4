import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Pagination } from "@tollgate/ui/pagination";
import { Section } from "@tollgate/ui/section";
import { FilterX, FlaskConical } from "lucide-react";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import { env } from "../../../../../../../env.ts";
import { CsvLink } from "../../../../../../../lists/csv-link.tsx";
import { sampleModelOf } from "../../../../../../../models/sample-model.ts";
import { CreateTestKey } from "../../../../../../../test-mode/create-test-key.tsx";
import { TestCallFilters } from "../../../../../../../test-mode/test-call-filters.tsx";
import {
  isNarrowed,
  readTestCallQuery,
  type TestCallQuery,
  writeTestCallQuery,
} from "../../../../../../../test-mode/test-call-query.ts";
import { TestCallsTable } from "../../../../../../../test-mode/test-calls-table.tsx";
import { TestKeysTable } from "../../../../../../../test-mode/test-keys-table.tsx";
import { api } from "../../../../../../../trpc/server.tsx";

type Props = { params: AppParams; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TestModePage({ params, searchParams }: Props) {
  const [{ workspace, app, appHref, mayChange }, query] = await Promise.all([
    loadAppPage(params),
    searchParams.then(readTestCallQuery),
  ]);
  const caller = await api();
  const scope = { workspaceId: workspace.id, appId: app.id };
  const [keys, list, model] = await Promise.all([
    caller.testMode.keys(scope),
    caller.testMode.calls({ ...scope, keyId: query.key, modelId: query.model, ended: query.ended, page: query.page }),
    sampleModelOf(caller),
  ]);
  const here = `${appHref}/test`;
  const filter = writeTestCallQuery({ ...query, page: 1 }).replace("?", "&");
  const isActive = app.status === "active";
  const pageHref = (page: number) =>
    page >= 1 && page <= list.pages ? here + writeTestCallQuery({ ...query, page }) : undefined;
  return (
    <div className="flex flex-col gap-10">
      <Section
        title="Test keys"
        hint="They call a simulated model through everything a live call goes through, and cost nobody anything."
        actions={
          mayChange && isActive ? <CreateTestKey {...scope} apiUrl={env().API_URL} sampleModel={model} /> : undefined
        }
      >
        <TestKeysTable {...scope} keys={keys} mayChange={mayChange} />
      </Section>
      <Section
        title="Test calls"
        hint="The newest 500 of the last seven days. They are in no usage, earnings or ledger."
        actions={
          <>
            <Button asChild size="sm">
              <Link href="/docs/test-mode">Scenarios</Link>
            </Button>
            {list.total > 0 ? (
              <CsvLink href={`/api/exports/test-calls?${new URLSearchParams({ ...scope })}${filter}`} />
            ) : null}
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {list.total > 0 || isNarrowed(query) ? (
            <TestCallFilters query={query} keys={list.keys} models={list.models} />
          ) : null}
          <TestCallsTable
            calls={list.calls}
            empty={<NoCalls here={here} query={query} />}
            footer={
              list.pages > 1 ? (
                <Pagination
                  summary={`${formatCount(list.total)} calls, page ${list.page} of ${list.pages}`}
                  newerHref={pageHref(list.page - 1)}
                  olderHref={pageHref(list.page + 1)}
                />
              ) : undefined
            }
          />
        </div>
      </Section>
    </div>
  );
}

function NoCalls({ here, query }: { here: string; query: TestCallQuery }) {
  if (isNarrowed(query))
    return (
      <EmptyState
        icon={FilterX}
        title="No test call matches"
        actions={
          <Button asChild>
            <Link href={here}>Show all test calls</Link>
          </Button>
        }
      >
        Take a filter away.
      </EmptyState>
    );
  return (
    <EmptyState icon={FlaskConical} title="No test calls yet">
      Call a model with a test key. Write <code className="font-mono text-xs">test:rate_limited</code> in the message to
      see what your app does then.
    </EmptyState>
  );
}
