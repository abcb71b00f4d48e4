"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { formatMoney } from "@tollgate/ui/format/money";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { ReasonDialog } from "../quarantine/reason-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";

type Props = { one: { id: string; workspaceName: string; wasFrozen: boolean; frozenNano: bigint } };

/** Freezes the customer's credit while a case is looked into, and ends the case. */
export function RiskActions({ one: { id, workspaceName, wasFrozen, frozenNano } }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const freeze = useMutation(trpc.operator.freezeCredit.mutationOptions());
  const close = useMutation(trpc.operator.closeRiskCase.mutationOptions());
  return (
    <span className="flex gap-2">
      {wasFrozen ? null : (
        <ReasonDialog
          trigger={<Button size="sm">Freeze credit</Button>}
          title={`Freeze the credit of ${workspaceName}?`}
          act="Freeze"
          danger
          onReason={async (reason) => {
            const done = await freeze.mutateAsync({ caseId: id, reason }).catch(rejectInWords);
            toast({ title: `${formatMoney(done.frozenNano, 2)} is frozen`, tone: "positive" });
            router.refresh();
          }}
        >
          Unspent bought credit is set aside at once and no new call spends it, until this case is closed or a dispute
          takes it over. Running calls finish.
        </ReasonDialog>
      )}
      <ReasonDialog
        trigger={<Button size="sm">Close</Button>}
        title="Close this case?"
        act="Close case"
        onReason={async (note) => {
          await close.mutateAsync({ caseId: id, note }).catch(rejectInWords);
          toast({ title: "The case is closed", tone: "positive" });
          router.refresh();
        }}
      >
        {frozenNano > 0n
          ? `Write what you found. ${formatMoney(frozenNano, 2)} goes back to ${workspaceName}.`
          : "Write what you found."}
      </ReasonDialog>
    </span>
  );
}
