"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { amountWords, resolutionWords } from "./quarantine-words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

type Event = Outputs["operator"]["quarantined"];
type Action = Event["actions"][number];

const WORDS: Readonly<Record<Action, { act: string; title: string; what: string; danger?: boolean }>> = {
  settle: {
    act: "Settle",
    title: "Settle this call?",
    what: "It is booked at what its pinned price, fee and margin give, whatever the proxy said.",
  },
  void: {
    act: "Void",
    title: "Void this call?",
    what: "The call is recorded as void: the customer pays nothing and the provider earns nothing. This is final.",
    danger: true,
  },
  keep: {
    act: "Keep what is recorded",
    title: "Keep what is recorded?",
    what: "The recorded end stands. This later one is noted and moves no money.",
  },
  book_difference: {
    act: "Book the difference",
    title: "Book the difference?",
    what: "An adjustment charges the customer, and pays the payees, what the later end says beyond the recorded one.",
    danger: true,
  },
  discard: {
    act: "Discard",
    title: "Discard this entry?",
    what: "It leaves the list and is kept for good. No money moves.",
    danger: true,
  },
};

/** What can be decided about an event, each decision with its reason. */
export function Decisions({ event }: { event: Pick<Event, "id" | "actions" | "now" | "recorded"> }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const resolve = useMutation(trpc.operator.resolveQuarantined.mutationOptions());

  async function decide(action: Action, reason: string) {
    const { resolution } = await resolve.mutateAsync({ id: event.id, action, reason }).catch(rejectInWords);
    toast({ title: resolutionWords(resolution) });
    router.refresh();
  }

  return (
    <div className="flex flex-wrap gap-2">
      {event.actions.map((action, index) => {
        const { act, title, what, danger } = WORDS[action];
        const blocked = action === "settle" && event.now.legs === null;
        return (
          <ReasonDialog
            key={action}
            trigger={
              <Button intent={index === 0 ? "primary" : "secondary"} disabled={blocked}>
                {act}
              </Button>
            }
            title={title}
            act={act}
            danger={danger}
            onReason={(reason) => decide(action, reason)}
          >
            {[what, amountWords(action, event)].filter(Boolean).join(" ")}
          </ReasonDialog>
        );
      })}
    </div>
  );
}
