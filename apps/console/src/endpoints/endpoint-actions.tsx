"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@tollgate/ui/button";
import { ConfirmDialog } from "@tollgate/ui/confirm-dialog";
import { useToast } from "@tollgate/ui/toast";
import { Activity, ListChecks, Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { formErrorsOf, rejectInWords } from "../forms/form-errors.ts";
import { useTRPC } from "../trpc/client.tsx";
import type { EndpointState } from "./endpoint-state.tsx";

type Ids = { workspaceId: string; endpointId: string };

/** Asks the endpoint for one token and shows what came of it. */
export function ProbeButton(ids: Ids) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const probe = useMutation(
    trpc.endpoints.probe.mutationOptions({
      onSuccess: (result) => {
        toast({
          title: result.ok ? "It answers" : "It does not work yet",
          description: result.message,
          tone: result.ok ? "positive" : "critical",
        });
        router.refresh();
      },
      onError: (error) => toast({ title: "Not probed", description: formErrorsOf(error, []).form, tone: "critical" }),
    }),
  );
  return (
    <Button size="sm" busy={probe.isPending} onClick={() => probe.mutate(ids)}>
      <Activity aria-hidden="true" /> Probe now
    </Button>
  );
}

/** Asks the endpoint for everything it claims; what comes is kept as evidence. */
export function CheckButton(ids: Ids) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const check = useMutation(
    trpc.endpoints.check.mutationOptions({
      onSuccess: (checks) => {
        const untrue = checks.filter(({ ok }) => !ok).length;
        toast({
          title: untrue === 0 ? "It serves what it claims" : `${untrue} of ${checks.length} claims are untrue`,
          tone: untrue === 0 ? "positive" : "critical",
        });
        router.refresh();
      },
      onError: (error) => toast({ title: "Not checked", description: formErrorsOf(error, []).form, tone: "critical" }),
    }),
  );
  return (
    <Button size="sm" busy={check.isPending} onClick={() => check.mutate(ids)}>
      <ListChecks aria-hidden="true" /> Check now
    </Button>
  );
}

/** Takes an endpoint out of routing and puts it back. */
export function PauseOrResume({ state, ...ids }: Ids & { state: EndpointState }) {
  const trpc = useTRPC();
  const toast = useToast();
  const router = useRouter();
  const pause = useMutation(trpc.endpoints.pause.mutationOptions());
  const resume = useMutation(trpc.endpoints.resume.mutationOptions());

  if (state === "approved") {
    return (
      <ConfirmDialog
        trigger={
          <Button>
            <Pause aria-hidden="true" /> Pause
          </Button>
        }
        title="Pause this endpoint?"
        act="Pause endpoint"
        onConfirm={async () => {
          await pause.mutateAsync(ids).catch(rejectInWords);
          toast({ title: "Paused", description: "New calls go elsewhere; calls in flight finish." });
          router.refresh();
        }}
      >
        It gets no new calls and earns nothing until you resume it. Calls in flight finish and are paid. Resuming needs
        no review.
      </ConfirmDialog>
    );
  }
  if (state !== "paused") return null;
  return (
    <Button
      intent="primary"
      busy={resume.isPending}
      onClick={() =>
        resume
          .mutateAsync(ids)
          .then(() => {
            toast({ title: "Resumed", description: "It takes calls again." });
            router.refresh();
          })
          .catch((error: unknown) =>
            toast({ title: "Not resumed", description: formErrorsOf(error, []).form, tone: "critical" }),
          )
      }
    >
      <Play aria-hidden="true" /> Resume
    </Button>
  );
}
