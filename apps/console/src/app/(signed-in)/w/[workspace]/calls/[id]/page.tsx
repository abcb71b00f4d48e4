import { Breadcrumbs } from "@tollgate/ui/breadcrumbs";
import { Button } from "@tollgate/ui/button";
import { CopyButton } from "@tollgate/ui/copy-button";
import { Link } from "@tollgate/ui/link";
import { PageHeader } from "@tollgate/ui/page-header";
import { StatusDot } from "@tollgate/ui/status-dot";
import type { Metadata } from "next";
import { Attempts } from "../../../../../../calls/attempts.tsx";
import { outcomeWords } from "../../../../../../calls/outcomes.ts";
import { ReceiptCharge } from "../../../../../../calls/receipt-charge.tsx";
import { ReceiptBooks, ReceiptFacts } from "../../../../../../calls/receipt-facts.tsx";
import { ReceiptProof } from "../../../../../../calls/receipt-proof.tsx";
import { orNotFound } from "../../../../../../server/or-not-found.ts";
import { viewer, workspaceOf } from "../../../../../../server/viewer.ts";
import { api } from "../../../../../../trpc/server.tsx";

export const metadata: Metadata = { title: "Receipt" };

type Props = { params: Promise<{ workspace: string; id: string }> };

export default async function ReceiptPage({ params }: Props) {
  const [workspace, { id }, caller, person] = await Promise.all([workspaceOf(params), params, api(), viewer()]);
  const receipt = await orNotFound(caller.calls.receipt({ workspaceId: workspace.id, callId: id }));
  const [desk] = person.duties;
  const { word, tone, sentence } = outcomeWords(receipt.outcome);
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs crumbs={[{ label: "Calls", href: `/w/${workspace.slug}/calls` }]} />}
        title={<span className="break-all">{receipt.model.id}</span>}
        badge={
          <span className="font-normal text-base tracking-normal">
            <StatusDot tone={tone}>{word}</StatusDot>
          </span>
        }
        lead={sentence}
        actions={
          desk ? (
            <Button asChild>
              <Link href={`/${desk}/calls/${receipt.generationId}`}>Refund…</Link>
            </Button>
          ) : undefined
        }
      />
      <p className="-mt-4 mb-6 flex items-center gap-1 text-ink-faint sm:-mt-6">
        <code className="min-w-0 truncate font-mono text-sm">{receipt.generationId}</code>
        <CopyButton text={receipt.generationId} label="Copy the call’s id" />
      </p>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <ReceiptCharge receipt={receipt} />
          <Attempts receipt={receipt} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ReceiptFacts slug={workspace.slug} receipt={receipt} />
          <ReceiptBooks receipt={receipt} />
          <ReceiptProof workspaceId={workspace.id} generationId={receipt.generationId} />
        </div>
      </div>
    </>
  );
}
