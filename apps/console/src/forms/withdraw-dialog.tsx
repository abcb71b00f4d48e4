"use client";

import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { rejectInWords } from "./form-errors.ts";

type Props = {
  /** How a sentence calls it: “the fee”, “version 3”. */
  what: string;
  withdraw: () => Promise<unknown>;
  /** What is so afterwards. */
  children: ReactNode;
};

/** Asks, and takes back what was set for a day that has not come. */
export function WithdrawDialog({ what, withdraw, children }: Props) {
  const router = useRouter();
  const toast = useToast();

  async function confirm() {
    await withdraw().catch(rejectInWords);
    toast({ title: `${what.charAt(0).toUpperCase()}${what.slice(1)} is withdrawn`, tone: "positive" });
    router.refresh();
  }

  return (
    <ConfirmDialog
      trigger={<Button size="sm">Withdraw</Button>}
      title={`Withdraw ${what}?`}
      act="Withdraw"
      onConfirm={confirm}
    >
      {children}
    </ConfirmDialog>
  );
}
