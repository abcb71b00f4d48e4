"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { ReasonDialog } from "../quarantine/reason-dialog.tsx";
import { useTRPC } from "../trpc/client.tsx";
import { type Booked, bookingWords } from "./booking-words.ts";

type Line = Booked & { id: string };

/** Approves or rejects what another person asked for; whoever asked sees that somebody else has to. */
export function Decide({ line, isOwn }: { line: Line; isOwn: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const decide = useMutation(trpc.finance.decideCorrection.mutationOptions());
  const act = (approve: boolean) => async (note: string) => {
    await decide.mutateAsync({ correctionId: line.id, approve, note });
    toast({ title: approve ? "Posted to the ledger" : "Rejected", tone: "positive" });
    router.refresh();
  };
  if (isOwn) return <span className="text-ink-faint text-sm">You asked for it; somebody else decides.</span>;
  return (
    <div className="flex gap-2">
      <ReasonDialog
        trigger={<Button intent="primary">Approve</Button>}
        title="Post this to the ledger?"
        act="Approve and post"
        onReason={act(true)}
      >
        {bookingWords(line)} It is booked at once and stays in the books.
      </ReasonDialog>
      <ReasonDialog
        trigger={<Button>Reject</Button>}
        title="Reject this request?"
        act="Reject"
        danger
        onReason={act(false)}
      >
        Nothing is booked. The request and your reason are kept.
      </ReasonDialog>
    </div>
  );
}
