import { Button } from "@tollgate/ui/button";
import { PageHeader } from "@tollgate/ui/page-header";
import { LinkTabs } from "@tollgate/ui/tabs";
import { Download } from "lucide-react";
import type { Metadata } from "next";
import {
  type CorrectionQuery,
  correctionsHref,
  readCorrectionQuery,
} from "../../../../corrections/correction-query.ts";
import { CorrectionsTable } from "../../../../corrections/corrections-table.tsx";
import { NewAdjustment } from "../../../../corrections/new-adjustment.tsx";
import { RefundCall } from "../../../../corrections/refund-call.tsx";
import { viewer } from "../../../../server/viewer.ts";
import { api } from "../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Adjustments" };

type Props = { searchParams: Promise<{ status?: string; kind?: string }> };

const VIEWS: readonly { label: string; query: CorrectionQuery }[] = [
  { label: "All", query: { status: null, kind: null } },
  { label: "Waiting", query: { status: "requested", kind: null } },
  { label: "Posted", query: { status: "posted", kind: null } },
  { label: "Rejected", query: { status: "rejected", kind: null } },
  { label: "Adjustments", query: { status: null, kind: "adjustment" } },
  { label: "Refunds", query: { status: null, kind: "call_refund" } },
];

export default async function Adjustments({ searchParams }: Props) {
  const query = readCorrectionQuery(await searchParams);
  const [{ finance }, person] = await Promise.all([api(), viewer()]);
  const lines = await finance.corrections(query);
  const here = correctionsHref(query);
  return (
    <>
      <PageHeader
        title="Adjustments"
        lead="Changes of the books that people ask for. An adjustment takes two people, and so does a large refund of a call."
        actions={
          <>
            <NewAdjustment />
            <RefundCall />
            <Button asChild>
              <a href="/api/exports/corrections" download>
                <Download aria-hidden="true" /> CSV
              </a>
            </Button>
          </>
        }
      />
      <div className="mb-6">
        <LinkTabs
          label="View"
          tabs={VIEWS.map((view) => {
            const href = correctionsHref(view.query);
            return { href, label: view.label, current: href === here };
          })}
        />
      </div>
      <CorrectionsTable lines={lines} viewerId={person.user.id} />
    </>
  );
}
