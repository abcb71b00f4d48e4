"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { useRouter } from "next/navigation";
import type { Endpoint } from "../endpoints/endpoint-state.tsx";
import { rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import { NoteDialog } from "./note-dialog.tsx";

const CAN_APPROVE = ["pending", "rejected", "suspended"];

/** What an operator may do with an endpoint where it stands. */
export function ReviewActions({ endpoint }: { endpoint: Endpoint }) {
  const { id: endpointId, state } = endpoint;
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const approve = useMutation(trpc.operator.approve.mutationOptions());
  const reject = useMutation(trpc.operator.reject.mutationOptions());
  const suspend = useMutation(trpc.operator.suspend.mutationOptions());
  const name = `${endpoint.modelName} at ${endpoint.providerName}`;
  const probeOk = endpoint.lastProbe?.ok ?? false;

  function done(title: string, description: string) {
    toast({ title, description });
    router.refresh();
  }

  return (
    <>
      {state === "pending" ? (
        <NoteDialog
          trigger={<Button intent="dangerQuiet">Reject</Button>}
          title={`Reject ${name}?`}
          act="Reject endpoint"
          hint="The provider reads it. Say what has to change."
          onNote={async (note) => {
            await reject.mutateAsync({ endpointId, note });
            done("Rejected", `${endpoint.providerName} sees your note.`);
          }}
        />
      ) : null}
      {state === "approved" || state === "paused" ? (
        <NoteDialog
          trigger={<Button intent="dangerQuiet">Suspend</Button>}
          title={`Suspend ${name}?`}
          act="Suspend endpoint"
          hint="The provider reads it. The endpoint gets no new calls until an operator approves it again."
          onNote={async (note) => {
            await suspend.mutateAsync({ endpointId, note });
            done("Suspended", "It is out of routing. Calls in flight finish.");
          }}
        />
      ) : null}
      {CAN_APPROVE.includes(state) ? (
        <ConfirmDialog
          trigger={<Button intent="primary">Approve</Button>}
          title={`Approve ${name}?`}
          act="Approve endpoint"
          onConfirm={async () => {
            await approve.mutateAsync({ endpointId }).catch(rejectInWords);
            done("Approved", `${name} takes calls now.`);
          }}
        >
          {probeOk ? null : (
            <p className="mb-2 font-medium text-critical-text">
              {endpoint.lastProbe ? "The last probe failed." : "It was never probed."} Callers may be routed to
              something that does not answer.
            </p>
          )}
          <p>Callers are routed to it at once, and its provider earns each call at the prices shown.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
