import { PageHeader } from "@tollgate/ui/page-header";
import { Pagination } from "@tollgate/ui/pagination";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { AuditTable } from "../../../../audit/audit-table.tsx";
import { ChainHead } from "../../../../audit/chain-head.tsx";
import { CheckHead } from "../../../../audit/check-head.tsx";
import { Findings } from "../../../../audit/findings.tsx";
import { CsvLink } from "../../../../lists/csv-link.tsx";
import { orNotFound } from "../../../../server/or-not-found.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Ledger audit" };

const HERE = "/operator/audit";
const SHOWN = 50;

export default async function LedgerAudit({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams;
  const { operator } = await api();
  const [{ audits, nextCursor }, first, head] = await Promise.all([
    orNotFound(operator.audits({ limit: SHOWN, cursor: after ?? null })),
    after ? operator.audits({ limit: 1 }) : null,
    operator.chainHead(),
  ]);
  return (
    <>
      <PageHeader
        title="Ledger audit"
        lead="Whether the books still say what their entries say: every hour what came since, at night all of history."
      />
      <div className="flex flex-col gap-8">
        <Findings latest={(first?.audits ?? audits)[0]} />
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
          <ChainHead head={head} />
          <CheckHead />
        </div>
        <Section
          title="Passes"
          actions={audits.length > 0 ? <CsvLink href="/api/exports/ledger-audits" size="sm" /> : undefined}
        >
          <AuditTable
            audits={audits}
            footer={
              after || nextCursor ? (
                <Pagination
                  newerLabel="First page"
                  newerHref={after ? HERE : undefined}
                  olderHref={nextCursor ? `${HERE}?after=${nextCursor}` : undefined}
                />
              ) : undefined
            }
          />
        </Section>
      </div>
    </>
  );
}
