"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReceiptVerdict, verifyReceipt } from "@tollgate/receipts/verify-receipt.mjs";
import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Notice } from "@tollgate/ui/notice";
import { CircleCheck, CircleX, Download, ShieldCheck } from "lucide-react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";

type Props = { workspaceId: string; generationId: string };

/** The signed receipt: downloaded, or verified here by the same file that customers run by themselves. */
export function ReceiptProof({ workspaceId, generationId }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const verify = useMutation({
    mutationFn: async () => {
      const [signed, keys] = await Promise.all([
        queries.fetchQuery(trpc.calls.signedReceipt.queryOptions({ workspaceId, callId: generationId })),
        queries.fetchQuery(trpc.calls.receiptKeys.queryOptions()),
      ]);
      return await verifyReceipt(signed, keys);
    },
  });
  return (
    <Card>
      <CardHeader title="Signed receipt" hint="Signed with our key, so that anyone can check it without asking us." />
      <CardBody>
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => verify.mutate()} busy={verify.isPending}>
              <ShieldCheck aria-hidden="true" /> Verify
            </Button>
            <Button asChild>
              <a href={`/api/exports/receipts/${generationId}?workspaceId=${workspaceId}`} download>
                <Download aria-hidden="true" /> Download receipt
              </a>
            </Button>
          </div>
          <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
            {verify.error ? <Notice tone="critical">{formErrorsOf(verify.error, []).form}</Notice> : null}
            {verify.data ? <Verdict verdict={verify.data} /> : null}
          </div>
          <p className="text-ink-faint text-sm">
            <Link href="/docs/receipts" className="text-accent-text underline-offset-4 hover:underline">
              How to verify it yourself
            </Link>
          </p>
        </div>
      </CardBody>
    </Card>
  );
}

function Verdict({ verdict }: { verdict: ReceiptVerdict }) {
  return (
    <>
      <Notice tone={verdict.ok ? "positive" : "critical"}>
        {verdict.ok ? "The receipt is genuine and adds up." : "The receipt must not be trusted. Please tell us."}
      </Notice>
      <ul className="flex flex-col gap-1.5 text-sm">
        {verdict.checks.map((check) => (
          <li key={check.name} className="flex gap-2">
            {check.ok ? (
              <CircleCheck aria-label="Passed" className="mt-0.5 size-4 shrink-0 text-positive-text" />
            ) : (
              <CircleX aria-label="Failed" className="mt-0.5 size-4 shrink-0 text-critical-text" />
            )}
            <span className="min-w-0 break-words">{check.sentence}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
