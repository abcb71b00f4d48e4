import { PageHeader } from "@tollgate/ui/page-header";
import { Section } from "@tollgate/ui/section";
import type { Metadata } from "next";
import { AuditTable } from "../../../../audit/audit-table.tsx";
import { ChainHead } from "../../../../audit/chain-head.tsx";
import { CheckHead } from "../../../../audit/check-head.tsx";
import { Findings } from "../../../../audit/findings.tsx";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Ledger audit" };

const AUDITS_SHOWN = 50;

export default async function LedgerAudit() {
  const { operator } = await api();
  const [audits, head] = await Promise.all([operator.audits({ limit: AUDITS_SHOWN }), operator.chainHead()]);
  return (
    <>
      <PageHeader
        title="Ledger audit"
        lead="Whether the books still say what their entries say: every hour what came since, at night all of history."
      />
      <div className="flex flex-col gap-8">
        <Findings latest={audits[0]} />
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
          <ChainHead head={head} />
          <CheckHead />
        </div>
        <Section title="Passes">
          <AuditTable audits={audits} />
        </Section>
      </div>
    </>
  );
}
