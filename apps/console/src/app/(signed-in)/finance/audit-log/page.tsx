import { Button } from "@tollgate/ui/button";
import { EmptyState } from "@tollgate/ui/empty-state";
import { Field } from "@tollgate/ui/field";
import { Input } from "@tollgate/ui/input";
import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { DataTable } from "@tollgate/ui/table";
import { Timestamp } from "@tollgate/ui/timestamp";
import { History } from "lucide-react";
import type { Metadata } from "next";
import { type AuditParams, type AuditQuery, auditHref, readAuditQuery } from "../../../../audit-log/audit-query.ts";
import { deedWords } from "../../../../audit-log/deed-words.ts";
import { detailWords } from "../../../../audit-log/detail-words.ts";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Audit log" };

const HERE = "/finance/audit-log";

export default async function AuditLog({ searchParams }: { searchParams: Promise<AuditParams> }) {
  const params = await searchParams;
  const query = readAuditQuery(params);
  const cursor = params.cursor ?? null;
  const { reports } = await api();
  const { events, actions, nextCursor } = await orNotFound(reports.auditEvents({ ...query, cursor }));
  return (
    <>
      <PageHeader
        title="Audit log"
        lead="Who did what: every deed is written down together with its effect and stays."
        actions={events.length > 0 ? <CsvLink href={auditHref("/api/exports/audit-log", query)} /> : undefined}
      />
      <div className="flex flex-col gap-6">
        <Filters query={query} actions={actions} />
        <DataTable
          label="Deeds"
          rows={events}
          rowKey={(event) => event.id}
          columns={[
            {
              key: "deed",
              header: "Deed",
              phone: "title",
              cell: (event) => <span title={event.action}>{deedWords(event.action)}</span>,
            },
            {
              key: "who",
              header: "Who",
              cell: (event) => <span title={event.actor?.email}>{event.actor?.name ?? "The platform"}</span>,
            },
            { key: "at", header: "When (UTC)", cell: (event) => <Timestamp at={event.at} show="minute" /> },
            { key: "workspace", header: "Workspace", cell: (event) => event.workspaceName ?? "–" },
            {
              key: "about",
              header: "About",
              cell: (event) => (
                <code className="block max-w-40 truncate font-mono text-ink-muted text-xs" title={event.subjectId}>
                  {event.subjectId}
                </code>
              ),
            },
            {
              key: "detail",
              header: "Detail",
              phone: "hidden",
              cell: (event) => (
                <span className="block min-w-48 max-w-md break-words text-ink-muted text-sm" title={event.detail}>
                  {detailWords(event.detail)}
                </span>
              ),
            },
          ]}
          empty={
            <EmptyState icon={History} title="No deed fits">
              Nobody did anything that fits these filters.
            </EmptyState>
          }
          footer={
            cursor || nextCursor ? (
              <Pagination
                newerLabel="First page"
                newerHref={cursor ? auditHref(HERE, query) : undefined}
                olderHref={nextCursor ? auditHref(HERE, query, nextCursor) : undefined}
              />
            ) : undefined
          }
        />
      </div>
    </>
  );
}

/** A plain form: the address it makes holds every filter. */
function Filters({ query, actions }: { query: AuditQuery; actions: readonly string[] }) {
  return (
    <form
      action={HERE}
      aria-label="Filter deeds"
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 xl:grid-cols-6"
    >
      <Field label="Who">
        <Input name="who" defaultValue={query.who ?? ""} placeholder="Name or e-mail" autoComplete="off" />
      </Field>
      <Field label="Deed">
        <Input
          name="action"
          list="deeds"
          defaultValue={query.action ? deedWords(query.action) : ""}
          placeholder="Any"
          autoComplete="off"
        />
      </Field>
      <datalist id="deeds">
        {actions.map((action) => (
          <option key={action} value={deedWords(action)} />
        ))}
      </datalist>
      <Field label="About">
        <Input name="about" defaultValue={query.about ?? ""} placeholder="Id" autoComplete="off" />
      </Field>
      <Field label="From">
        <Input name="from" type="date" defaultValue={query.from ?? ""} className="tabular" />
      </Field>
      <Field label="Until">
        <Input name="to" type="date" defaultValue={query.to ?? ""} className="tabular" />
      </Field>
      <Button type="submit">Filter</Button>
    </form>
  );
}
