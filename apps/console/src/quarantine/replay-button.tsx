"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { formErrorsOf } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Replayable } from "./quarantine-words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

/** Settles every open event of one reason, batch by batch, and shows how far it is. */
export function ReplayButton({ why, open }: { why: Replayable; open: number }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const replay = useMutation(trpc.operator.replayQuarantine.mutationOptions());
  const [done, setDone] = useState<number | null>(null);

  async function run(reason: string) {
    let [settled, failed, after, sentence] = [0, 0, null as string | null, ""];
    setDone(0);
    try {
      do {
        const progress = await replay.mutateAsync({ why, reason, after });
        settled += progress.settled;
        failed += progress.failed;
        sentence ||= progress.firstFailure ?? "";
        after = progress.next;
        setDone(settled + failed);
      } while (after);
    } catch (error) {
      throw new Error(formErrorsOf(error, []).form);
    } finally {
      setDone(null);
      router.refresh();
    }
    const left = failed > 0 ? `${failed} stay. ${sentence}` : "None is left.";
    toast({ title: `${settled} settled`, description: left });
  }

  return (
    <ReasonDialog
      trigger={<Button disabled={open === 0}>Settle all {open}</Button>}
      title={`Settle ${open} ${open === 1 ? "event" : "events"}?`}
      act="Settle all"
      progress={done === null ? null : { done, of: open }}
      onReason={run}
    >
      Each is priced anew at its pinned versions and settled like any other call, once. Events whose cause is still
      there stay here.
    </ReasonDialog>
  );
}
